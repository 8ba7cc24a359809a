"""What one thing does with another by a text: a cat holding a balloon, 骑马的男孩, a dog in a hat."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from language import lexicon
from language.words import placed
from world import vocabulary

WORN = frozenset(vocabulary.WORN)
_TOYS = frozenset((
    "soccer_ball", "basketball", "volleyball", "baseball", "tennis_racket", "bowling_ball", "ping-pong_paddle",
    "balloon", "die", "crystal_ball", "game_controller", "guitar", "drum", "saxophone", "trumpet", "piano", "violin",
    "bell", "phone", "snowman", "accordion", "flute", "maracas", "keyboard", "american_football", "badminton_racket",
    "ice_hockey_stick", "billiard_ball", "frisbee", "boomerang", "kite", "bubbles", "yo-yo", "water_gun", "teddy_bear",
    "nesting_doll", "chess_piece", "puzzle_piece", "ball_of_yarn",
))  # fmt: skip
_HELD_UP = frozenset(("umbrella", "beach_umbrella", "lantern", "flashlight", "flag", "pirate_flag", "telephone"))
_TEXTS = frozenset((
    "book", "open_book", "stack_of_books", "notebook", "newspaper", "scroll", "map", "calendar", "envelope", "phone",
    "laptop", "desktop_computer",
))  # fmt: skip
_GIVEN = frozenset(("give", "gave to", "offer"))  # which need what is given: "give it a try" is no gift
_STOP = re.compile(r"[,.!?;:。、]| (?:and|then|while|but) ")
_CLAUSE = re.compile(r"[.!?;。]")
_GAP = {"en": 36, "zh": 9}  # characters between a deed and what it is done with
_NOUN = re.compile(r"\b(?:an?|the|some|no|hot|cold|first|last) $", re.IGNORECASE)  # a drink, the ride
_WHO = re.compile(r"\b(?:him|her|it|them|they|he|she|everyone|both|one|who|that|i|me) $", re.IGNORECASE)
_WHOM = re.compile(r" (?:him|her|it|them|me|each other|one another)\b", re.IGNORECASE)
_LIKE_TO = re.compile("[想要爱让给来好观请没]$|喜欢$|看$")  # 我想看猫: who speaks
_WITH_ON = re.compile(r"\b(?P<word>with) (?:[\w'-]+ ){0,4}$", re.IGNORECASE)
_ON = re.compile(r" on(?! (?:the|a|an|top|its?|his|her|their|my)\b)(?!\w)", re.IGNORECASE)
_IN = re.compile(
    r"(?P<word>\bwith|\bin)(?: (?:an?|the|his|her|its|their|some|two))?(?: [\w'-]+){0,2} $", re.IGNORECASE
)  # what stands between is described, so it names no thing
_HAND = re.compile(r"^in (?:its|his|her|their) ")

Span = tuple[str, int, int]  # a value's key, from where to where


def deeds(text: str, objects: Sequence[Span]) -> Iterator[Span]:
    """The deeds of a clean text whose objects are found already, from first to last."""
    found = [*_verbs(text, objects), *_clothes(text, objects)]
    found.sort(key=lambda deed: (deed[1], -deed[2]))
    ends, held = 0, -1
    for key, start, end in found:
        said = text[start:end].casefold()
        in_hand = bool(_HAND.match(said)) and held >= 0 and not _CLAUSE.search(text[held:start])
        if start >= ends and not in_hand:
            ends = end
            held = end if key in ("holds", "carries") else held
            yield key, start, end


def _verbs(text: str, objects: Sequence[Span]) -> Iterator[Span]:
    for piece, start in placed(text):
        end = start + len(piece.text)
        said = piece.text.casefold()
        if piece.kind == "deed" and _is_done(said, text, start, end, objects):
            yield _meant(said, piece.key, _next(text, end, objects, said)), start, end
        if said in ("watch", "watches") and _between(text, start, end, objects, r" (?:an?|the|some) "):
            yield "looks_at", start, end


def _is_done(said: str, text: str, start: int, end: int, objects: Sequence[Span]) -> bool:
    """Whether the verb is what its form asks for: with a thing after it, between two things…"""
    form = _forms().get(said, "")
    if said.isascii() and _NOUN.search(text[:start]) and not said.partition(" ")[0].endswith("ing"):
        return False
    if said == "看" and _LIKE_TO.search(text[:start]):
        return False
    if form == "between":
        return _between(text, start, end, objects)
    if not form:
        return True
    done_to = _next(text, end, objects, said)
    return done_to is not None and (form == "thing" or done_to in _what(form))


@cache
def _what(form: str) -> frozenset[str]:
    """The objects that a form of deed is done with."""
    kinds = {"food": ("food",), "vehicle": ("vehicle",)}
    of = frozenset(thing.key for thing in vocabulary.OBJECTS if thing.kind in kinds.get(form, ()))
    return of or {"toy": _TOYS, "text": _TEXTS, "worn": WORN}[form]


@cache
def _forms() -> dict[str, str]:
    """What each deed's phrase needs around it; a single Chinese character needs a thing after it."""
    free = "吃喝骑戴玩抱推"
    names = (name for deed in vocabulary.slot("deed") for name in deed.zh)
    forms = {name: "thing" for name in names if len(name) == 1 and name not in free}
    forms |= dict.fromkeys(("give", "push"), "between")
    return forms | {row.phrase: row.form for row in lexicon.rows("deeds")}


def _next(text: str, end: int, objects: Sequence[Span], said: str) -> str | None:
    """The object that comes after it in the same clause."""
    gap = _GAP["en" if said.isascii() else "zh"]
    for key, start, _ in objects:
        if start >= end:
            between = text[end:start]
            near = len(between) <= gap and not _STOP.search(between)
            return key if near else None
    return None


def _between(text: str, start: int, end: int, objects: Sequence[Span], gap: str = "") -> bool:
    before = [last for _, _, last in objects if last <= start]
    whom = not gap and text[start:end].casefold() not in _GIVEN and bool(_WHOM.match(text, end))
    after = whom or _next(text, end, objects, text[start:end]) is not None
    stands = bool(before) and not _CLAUSE.search(text[before[-1] : start])
    stands = stands or (not gap and bool(_WHO.search(text[:start])))
    return stands and after and (not gap or bool(re.match(gap, text[end:], re.IGNORECASE)))


def _clothes(text: str, objects: Sequence[Span]) -> Iterator[Span]:
    """With a hat on; a dog in a red hat, a boy with glasses; a bear in a car, who rides."""
    at = 0
    for key, start, end in objects:
        before, at = text[at:start], end
        if not text[start:end].isascii() or key not in WORN | _what("vehicle"):
            continue
        first = start - len(before)
        on = _WITH_ON.search(before) if _ON.match(text, end) else None
        put = on or _IN.search(before)
        if put and (on or _somebody(text, first, first + put.start("word"), objects)):
            deed = "wears" if key in WORN else "rides"
            if deed == "wears" or put["word"].casefold() == "in":
                yield deed, first + put.start("word"), first + put.end("word")


def _somebody(text: str, last: int, at: int, objects: Sequence[Span]) -> bool:
    """Whether a person or an animal stands right before."""
    who = next((key for key, _, end in objects if end == last), None)
    return who is not None and not _is_still(who) and not text[last:at].strip()


def _meant(said: str, key: str, done_to: str | None) -> str:
    """What a verb means before a thing: what is hugged is held where it is no animal, 打着 an umbrella is no play."""
    held = (said == "抱着" and _is_still(done_to)) or (said.startswith("打") and done_to in _HELD_UP)
    return "holds" if held else key


def _is_still(key: str | None) -> bool:
    """Whether it is a thing, which is held and not hugged."""
    return key is not None and vocabulary.thing(key).kind not in ("animal", "person")
