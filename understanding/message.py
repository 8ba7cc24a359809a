"""A message as it is read: the words that carry it, the values that it names, the words that nobody taught Tuwen."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from language import pictographs
from language.asides import addressed, of_the_speaker, set_apart, verbs_alike, without_ground
from language.chatter import told_beside, without
from language.familiar import familiar, is_the_thing, nearby
from language.kin import only_wishes, relatives, undrawn_people, without_names
from language.mentions import Mention, mentions
from language.ordinals import ordinals, shares
from language.parts import parts
from language.script import simplified
from language.slips import corrected
from language.unshown import unshown
from language.words import Piece, clean, is_plain, language_of, placed
from understanding.flags import Flags, take_flags
from world.vocabulary import OBJECTS

_PICTURES = re.compile(r" (?:\w+ )?(?:picture|image|pic|drawing|photo|scene)s?\b", re.IGNORECASE)
_POINTING = re.compile(
    r"\b(?:the|this|that|which|another|other|last|next|every|each|any|no|such an?|new|old|same|right|wrong|good|nice)"
    r"(?: (?:other|same|little|new|big|small))? $",
    re.IGNORECASE,
)
_PEOPLE = frozenset(thing.key for thing in OBJECTS if thing.kind == "person")
_NO_THINGS = re.compile(  # what numbers count that are of no things: years, hours, money
    r"[- ]?(?:years?|yrs?|months?|weeks?|days?|hours?|hrs?|minutes?|mins?|miles?|km|kg|dollars?|euros?|pounds"
    r"|quid|percent)\b"
    r"|[- ]?yo\b|个?(?:月(?![亮球饼季牙光])|小时|星期|礼拜|学期|钟头|半月|多月)|年(?![糕画轻])|天(?![使鹅空线])"
    r"|[岁元](?!宝)|[块毛](?:钱|\d)",
    re.IGNORECASE,
)
_IS_OLD = re.compile(
    r"\b(?:he|she|who|son|daughter|boy|girl|kid|child|lad|lass|niece|nephew|grandson|granddaughter)(?:'s| is| was)"
    r"(?: only| just| now| nearly| almost| about)? $|\bi(?:'?m| am)(?: only| just| now| nearly| almost)? $",
    re.IGNORECASE,
)  # she is five, im 7
_NO_MORE = re.compile(r" ?(?:$|[,.!?;]|(?:and|now|today|this|next|tomorrow|soon|but|so)\b)", re.IGNORECASE)
_TURNING = re.compile(r"\b(?:turn(?:s|ed|ing)?|aged?|under|grade|year|room|ward|chapter|level) $|[满]$", re.IGNORECASE)
_OF_THE_PICTURE = re.compile(
    r" (?:(?:[\w-]+ )?(?:picture|image|pic|drawing|card|poster|worksheet|illustration|doodle|note|bakery)s?"
    r"|(?:bit|while|question|help|joke|project|favou?r|something)s?)\b",
    re.IGNORECASE,
)  # a little thank-you card
_NOUNS_ZH = re.compile(
    "卡片|贺卡|图标|海报|视频|作业|角色|物件|物品|东西|插画|图案|标志|插图|漫画|配图|组|队|店|铺|区|路|故事|画|图"
)
_GOVERNED = re.compile(r"\b(?:an?|the|this|that|my|your|his|her|its|our|their|some) $", re.IGNORECASE)
_TWO_OBJECTS = re.compile(
    r"\b(?:give|gave|giving|hand|bring|get|buy|offer|show|send|feed|pass|lend|throw)s?\b[^,.;]*$", re.I
)
_NO_HEADS = frozenset(("home", "tower", "towers"))  # send the dog home, let the tree tower over it
_BEFORE = frozenset(("on", "onto", "upon", "by"))
_NEAR = 16  # characters from such a word to what it stands before
MOST = 1000  # characters of a message that are looked at


@dataclass(frozen=True)
class Unread:
    """A word that nobody taught Tuwen, as typed, and from where to where it stands in the text that is read."""

    word: str
    start: int
    end: int


@dataclass(frozen=True)
class Unshown:
    """A word that is known and that no picture shows, of which kind (see `language.lexicon.unshown`), and where."""

    form: str
    word: str
    start: int
    end: int


@dataclass(frozen=True)
class Near:
    """A word of which only something like it is known, as typed, and the slot and key of that."""

    word: str
    slot: str
    key: str


@dataclass(frozen=True)
class Message:
    """What somebody typed, read once."""

    typed: str
    text: str  # what is read: one script, single blanks, no flags, emoji as names, familiar phrases
    language: str  # en or zh
    traditional: bool  # whether it was written in traditional characters
    mentions: tuple[Mention, ...]  # from first to last, none over another
    unread: tuple[Unread, ...]
    near: tuple[Near, ...]
    ground: str | None  # the colour that what is behind the things is to have
    flags: Flags
    beside: tuple[str, ...] = ()  # what is told beside the wish, of the person and their day
    unshown: tuple[Unshown, ...] = ()  # what could be drawn, names no value, and is told where something is drawn


@lru_cache(1024)
def read_message(typed: str) -> Message:
    """The message that somebody typed; of an endless one its beginning."""
    shown = pictographs.read_out(typed[:MOST])
    written = clean(shown.text)
    plain = simplified(written)
    said, flags = take_flags(plain)
    beside = told_beside(said, _named)
    wish = without(said, beside) if beside else said
    text, ground = without_ground(corrected(familiar(without_names(wish))))
    emoji = _emoji(text, shown.strangers)
    apart = [Unread(text[start:end], start, end) for start, end in set_apart(text)]
    named = _mentions(text)
    lost = _no_things(text, named)
    lost += [one for one in named if _is_a_noun(text, one)]
    named = [one for one in named if one not in lost and not _only_leads_to(one, lost, text)]
    compounds = _compounds(text, named)
    found = tuple(
        one
        for one in named
        if one not in compounds
        and not _meets(one.start, one.end, (*emoji, *apart))
        and not _is_no_size(text, one, named)
    )
    strangers = [Unread(piece.text, start, start + len(piece.text)) for piece, start in _strangers(text, found)]
    people = [Unread(text[start:end], start, end) for start, end in undrawn_people(text)]
    strangers = [one for one in strangers if not _meets(one.start, one.end, apart)] + apart
    strangers += [Unread(text[one.start : one.end], one.start, one.end) for one in lost]
    strangers += [one for one in people if not _meets(one.start, one.end, (*found, *strangers))]
    as_typed = _in_its_script(strangers, plain, written)
    unread = [replace(one, word=as_typed.get(one.word, one.word)) for one in strangers]
    unread = [one for one in unread if not _meets(one.start, one.end, emoji)] + emoji
    return Message(
        typed=typed,
        text=text,
        language=language_of(text or plain),
        traditional=plain != written,
        mentions=found,
        unread=tuple(sorted(unread, key=lambda one: one.start)),
        near=(
            *(Near(*one) for one in nearby(wish)),
            *(Near(text[one.start : kind.end], kind.slot, kind.key) for one, kind in compounds.items()),
        ),
        ground=ground,
        flags=flags,
        beside=tuple(said[start:end] for start, end in beside),
        unshown=tuple(
            Unshown(form, text[start:end], start, end)
            for form, start, end in unshown(text, ((one.start, one.end) for one in (*found, *strangers)))
        ),
    )


def _named(text: str) -> frozenset[tuple[str, str]]:
    """What a piece of a message names."""
    return frozenset((one.slot, one.key) for one in _mentions(corrected(familiar(text))))


def _emoji(text: str, strangers: dict[str, str]) -> list[Unread]:
    """The emoji that show what nobody taught Tuwen, where their names stand."""
    lower = text.casefold()
    names = {name: lower.find(name) for name in strangers}
    return [Unread(strangers[name], at, at + len(name)) for name, at in names.items() if at >= 0]


def _mentions(text: str) -> list[Mention]:
    """All values that the text names; which one and how much of it come before how many."""
    first = [Mention("ordinal", *span) for span in ordinals(text)]
    first += [Mention("share", *span) for span in shares(text)]
    found = sorted(first, key=lambda one: one.start)
    for one in mentions(text, deeds=True):
        wishes = one.key in _PEOPLE and only_wishes(text, one.start, one.end, one.key)
        if one.slot == "action" and of_the_speaker(text, one.start, one.end):
            continue
        if one.slot == "object" and addressed(text, one.start, one.end):
            continue
        counts = one.slot != "count" or not _is_no_count(text, one, found)
        if not _meets(one.start, one.end, first) and counts and not wishes:
            found.append(one)
    return sorted([*found, *_relatives(text, found)], key=lambda one: one.start)


def _no_things(text: str, named: Sequence[Mention]) -> list[Mention]:
    """The names that stand for no thing of its own: the eyes of a cat, a dog that leaves."""
    objects = [(one.key, one.start, one.end) for one in named if one.slot == "object"]
    spans = [span[1:] for span in (*parts(text, objects), *verbs_alike(text, objects))]
    return [one for one in named if one.slot == "object" and (one.start, one.end) in spans]


def _only_leads_to(one: Mention, lost: Sequence[Mention], text: str) -> bool:
    """Whether it says how things stand only before such a name: on its feet, by ear."""
    near = (each for each in lost if 0 < each.start - one.end <= _NEAR)
    return one.slot == "relation" and text[one.start : one.end].casefold() in _BEFORE and any(near)


def _compounds(text: str, found: Sequence[Mention]) -> dict[Mention, Mention]:
    """English names that only tell what kind the next thing is, with that thing: the mushroom of "a mushroom house"."""
    return {
        one: kind
        for one, kind in pairwise(found)
        if (one.slot, kind.slot) == ("object", "object")
        and not one.plural
        and text[one.end : kind.start] == " "
        and text[kind.start].islower()
        and text[kind.start : kind.end] not in _NO_HEADS
        and not text[: one.end].endswith("'s")
        and _GOVERNED.search(text[: one.start])
        and not _TWO_OBJECTS.search(text[: one.start])
    }


def _relatives(text: str, found: list[Mention]) -> list[Mention]:
    objects = [(one.key, one.start, one.end) for one in found if one.slot == "object"]
    done = [(one.start, one.end) for one in found if one.slot in ("deed", "action")]
    return [Mention("object", *one) for one in relatives(text, objects, done) if not _meets(*one[1:], found)]


def _is_no_count(text: str, count: Mention, before: list[Mention]) -> bool:
    """Whether "one" only stands for a thing ("the red one"), or a number is one of pictures, or of years."""
    if _IS_OLD.search(text[: count.start]) and _NO_MORE.match(text, count.end):
        return True
    if _NO_THINGS.match(text, count.end) or _TURNING.search(text[: count.start]):
        return True
    if text[count.start : count.end].casefold() != "one":
        return bool(_PICTURES.match(text, count.end))
    described = any(one.end + 1 == count.start and one.slot in ("ordinal", "colour", "size") for one in before)
    return described or bool(_POINTING.search(text[: count.start]) or _PICTURES.match(text, count.end))


def _is_a_noun(text: str, one: Mention) -> bool:
    """Whether a colour is the thing that it is named after: some lavender, a field of lavender."""
    return one.slot == "colour" and is_the_thing(text[one.start : one.end], text[: one.start], text[one.end :])


def _is_no_size(text: str, one: Mention, named: Sequence[Mention]) -> bool:
    """Whether it tells the size of nothing that is drawn: a little thank-you card, 小卡片."""
    if one.slot != "size":
        return False
    if text[one.start : one.end].isascii():
        return bool(_OF_THE_PICTURE.match(text, one.end))
    noun = _NOUNS_ZH.match(text, one.end) if one.end - one.start == 1 else None
    return noun is not None and not any(each.start == noun.end() and each.slot == "object" for each in named)


def _strangers(text: str, named: tuple[Mention, ...]) -> Iterator[tuple[Piece, int]]:
    for piece, start in placed(text):
        lost = piece.kind == "deed" and not is_plain(piece.text)  # a verb without what it is done with
        if (piece.kind == "unknown" or lost) and not _meets(start, start + len(piece.text), named):
            yield piece, start


def _meets(start: int, end: int, named: Iterable[Mention | Unread]) -> bool:
    return any(start < one.end and one.start < end for one in named)


def _in_its_script(strangers: Iterable[Unread], plain: str, written: str) -> dict[str, str]:
    """How the words stood there before traditional characters were simplified."""
    if plain == written or len(plain) != len(written):
        return {}
    at = {one.word: plain.find(one.word) for one in strangers}
    return {word: written[start : start + len(word)] for word, start in at.items() if start >= 0}
