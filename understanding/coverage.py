"""What a message names and its reading makes no use of: it has to be told, or another reading found."""

import re
from collections.abc import Callable
from dataclasses import replace

from language.lexicon import strange_styles
from language.mentions import Mention
from understanding.execute import is_called
from understanding.intent import Again, Answer, Back, Change, Describe, Draw, Intent, Left, Pick, Refuse
from understanding.message import Message, Near, Unread, Unshown
from understanding.program import UNREAD, Program, items
from understanding.state import State
from world import vocabulary
from world.scene import POSITIONS, Scene, Thing
from world.vocabulary import MOST_KINDS

ONE_OF_EACH = ("place", "time", "style")  # slots of which a picture has one value
_MOVES = frozenset(("move", "swap", "turn"))  # verbs that heed where things are
_GOES = frozenset(("drop", "only", "bigger", "smaller", "undo", "back", "unset", "without"))
_A_SIDE = re.compile(r"(?:on |to |at |in )?(?:the )?(?:far )?(?:left|right)(?: side)?(?! of)\b|[左右]", re.IGNORECASE)
_IN_EN = re.compile(
    r"\b(?P<word>in|inside|inside of|into|within|between|around|across|through|against|among)"
    r"(?: (?:an?|the|its|his|her|their|some|two|that|this))?(?: [\w-]+)?? $",
    re.IGNORECASE,
)
_IN_ZH = re.compile("的?(?:里面|里头|里边|里(?!程)|中间|之间|周围)")
_SIDES = frozenset(("left", "right", "middle", "top", "bottom", "first", "last"))


def _heeded(intent: Intent) -> tuple[str, ...]:
    """The slots of which all that is named has to be used."""
    if isinstance(intent, Answer):
        return (UNREAD,)  # what is not there is answered
    if isinstance(intent, Describe):
        return (UNREAD, "object")
    return ("count", "ordinal") if isinstance(intent, Back) else (UNREAD, *_IS_SO)


def left_over(message: Message, program: Program, state: State, intent: Intent) -> tuple[Left, ...]:
    """What the message names and neither the program uses nor the scene shows anyway, by reason."""
    if isinstance(intent, Pick):
        return ()
    used = {word.at for step in program for word in step.words() if word.at is not None}
    before = state.scene or Scene()
    used -= _never_came(program, before, intent)
    after = intent.scene if isinstance(intent, Draw | Change) else before
    unread: list[str] = []
    unused: list[str] = []
    besides: list[str] = []  # a second place, time or style
    full: list[str] = []  # one kind of thing too many
    for at, (slot, key, _) in enumerate(items(message)):
        if at in used or slot not in _heeded(intent):
            continue
        if slot == UNREAD:
            unread.append(key)
        elif not _IS_SO[slot](key, before, after, program, state):
            beyond = slot == "object" and len(after.objects) == MOST_KINDS
            one_more = slot in ONE_OF_EACH and getattr(after, slot)
            (full if beyond else besides if one_more else unused).append(key)
    found = {"unknown": unread, "unread": unused, "besides": besides, "full": full}
    left = tuple(Left(reason, tuple(dict.fromkeys(words))) for reason, words in found.items())
    return tuple(each for each in left if each.words)


def _never_came(program: Program, before: Scene, intent: Intent) -> set[int | None]:
    """The items that only say what something is done with, in a statement that is not carried out: watering flowers."""
    if not isinstance(intent, Draw | Change):
        return set()
    there = {*before.objects, *intent.scene.objects, *intent.scene.without}
    names = [(step.verb, word) for step in program for word in step.words() if word.slot == "object"]
    elsewhere = {word.at for verb, word in names if verb != "rel"}
    called = {key for key in there for _, word in names if is_called(key, word.key)}
    lost = {word.at for _, word in names if word.key not in there and word.at not in elsewhere and not called}
    return lost | _done_by_strangers(program)


def _done_by_strangers(program: Program) -> set[int | None]:
    """The items that only say what something does that nobody taught Tuwen: 睡 of 睡得四仰八叉."""
    strange = [step for step in program if any(word.slot == UNREAD for word in step.words())]
    known = {word.at for step in program if step not in strange for word in step.words()}
    of_strangers = {
        word.at
        for step in strange
        if step.verb in ("add", "set") and next(iter(step.words())).slot == UNREAD
        for word in step.words()
        if word.slot == "action"
    }
    return of_strangers - known


def untold(message: Message, program: Program, intent: Intent) -> tuple[Left, ...]:
    """What could be drawn and no value names: poses, moods, what is done, and how things stand to each other."""
    if not isinstance(intent, Draw | Change | Again):
        return ()
    verbs = {step.verb for step in program}
    keys = {word.key for step in program for word in step.words() if word.slot == ""}
    moved = bool(verbs & _MOVES) or bool(keys & _SIDES)
    gone = bool(verbs & _GOES)
    words, poses = [], False
    for one in message.unshown:
        poses |= one.form == "pose" and not moved and not _sits(intent)
        said = (
            one.form != "pose" and not (one.form == "where" and moved) and not (one.form == "deed" and (gone or moved))
        )
        if said and (one.form != "thing" or isinstance(intent, Draw)):
            words.append(one.word)
    left = (
        Left("unknown", tuple(dict.fromkeys(words))),
        Left("unread", _sides_of_strangers(message, program)),
        Left("where", _lost_places(message, intent)),
    )
    return (*(each for each in left if each.words), *([Left("pose")] if poses else []))


def _sides_of_strangers(message: Message, program: Program) -> tuple[str, ...]:
    """Sides of the picture that a program takes for those of something that nobody taught Tuwen."""
    strange = {
        word.at
        for step in program
        if step.verb == "rel" and any(word.slot == UNREAD for word in step.words())
        for word in step.words()
        if word.slot == "relation"
    }
    sides = (message.text[start:] for at, (_, _, start) in enumerate(items(message)) if at in strange)
    keys = (key for at, (_, key, _) in enumerate(items(message)) if at in strange)
    return tuple(dict.fromkeys(key for key, side in zip(keys, sides, strict=True) if _A_SIDE.match(side)))


def _sits(intent: Draw | Change | Again) -> bool:
    relations = intent.scene.relations if not isinstance(intent, Again) else ()
    return any(each.relation in ("on", "rides") for each in relations)


def _lost_places(message: Message, intent: Intent) -> tuple[str, ...]:
    """Where things are said to be in, behind or between others, as typed, and they come to stand just so."""
    if not isinstance(intent, Draw | Change):
        return ()
    before = intent.before if isinstance(intent, Change) else Scene()
    came = {thing.object for thing in intent.scene.things if not before.has(thing.id)}
    touching = [
        each for each in intent.scene.relations if each.relation not in ("next_to", "left_of", "right_of", "above")
    ]
    related = {intent.scene.thing(end).object for each in touching for end in (each.subject, each.object)}
    found = []
    for one in message.mentions:
        if one.slot != "object" or one.key not in intent.scene.objects or one.key in related or not came:
            continue
        start, end = _place_of(message.text, one.start, one.end)
        taken = any(start < each.end and each.start < end and each is not one for each in _all_read(message))
        if end > start and not taken and len({*came, one.key}) > 1:
            found.append(message.text[start:end])
    return tuple(dict.fromkeys(found))


def _place_of(text: str, start: int, end: int) -> tuple[int, int]:
    """From where to where a thing is said to be where another is: "in a basket", 篮子里; nothing where it is not."""
    if (before := _IN_EN.search(text[:start])) is not None:
        return before.start("word"), end
    if (after := _IN_ZH.match(text, end)) is not None:
        return start, after.end()
    return 0, 0


def _all_read(message: Message) -> tuple[Mention | Unread | Unshown, ...]:
    return (
        *(one for one in message.mentions if one.slot in ("relation", "deed", "place")),
        *message.unread,
        *message.unshown,
    )


def nearly(message: Message, intent: Intent) -> tuple[Left, ...]:
    """What comes into the picture, or is asked for, as something like it: "husky → dog"."""
    if isinstance(intent, Answer):
        asked = _like(message, lambda one: True)
        return (Left("taken_for", asked),) if asked else ()
    if not isinstance(intent, Draw | Change):
        return ()
    before, after = intent.before if isinstance(intent, Change) else Scene(), intent.scene
    came = {("object", key) for key in after.objects if key not in before.objects}
    came |= {("place", after.place)} if after.place != before.place else set()
    came |= {("action", thing.action) for thing in after.things if thing.action} - {
        ("action", t.action) for t in before.things
    }
    words = _like(message, lambda one: (one.slot, one.key) in came)
    return (Left("near", words),) if words else ()


def _like(message: Message, is_meant: Callable[[Near], bool]) -> tuple[str, ...]:
    """Unknown words with what they were taken for, each once."""
    pairs = ((one.word, vocabulary.value(one.slot, one.key)) for one in message.near if is_meant(one))
    return tuple(dict.fromkeys(f"{word} → {value.name(message.language)}" for word, value in pairs))


def with_strange_styles(intent: Intent) -> Intent:
    """The intent, where an unknown word that names a style is told as one."""
    strange = strange_styles()
    left: list[Left] = []
    for each in intent.left:
        styles = tuple(word for word in each.words if word.casefold() in strange) if each.reason == "unknown" else ()
        others = tuple(word for word in each.words if word not in styles)
        left += [Left("style", styles)] if styles else []
        left += [replace(each, words=others)] if others or not styles else []
    intent = replace(intent, left=tuple(left))
    if not isinstance(intent, Refuse):
        return intent
    told = next((each for each in intent.left if each.reason == "style"), None)
    if intent.reason in ("effect", "other", "photo") and told is not None:
        return replace(
            intent, reason="style", words=told.words, left=tuple(each for each in intent.left if each != told)
        )
    if intent.reason != "unknown" or not intent.words:
        return intent
    return replace(intent, reason="style") if strange.issuperset(map(str.casefold, intent.words)) else intent


def _is_there(key: str, before: Scene, after: Scene, program: Program, state: State) -> bool:
    named = any(word.slot == "object" and word.key == key for step in program for word in step.words())
    return named or key in after.objects or key in after.without


def _looks_so(slot: str) -> Callable[..., bool]:
    def is_so(key: str, before: Scene, after: Scene, program: Program, state: State) -> bool:
        return any(getattr(thing, slot) == key for thing in (*before.things, *after.things))

    return is_so


def _holds(slot: str) -> Callable[..., bool]:
    def is_so(key: str, before: Scene, after: Scene, program: Program, state: State) -> bool:
        return key in (getattr(before, slot), getattr(after, slot))

    return is_so


def _is_where(key: str, before: Scene, after: Scene, program: Program, state: State) -> bool:
    """Whether it is there, or what is said to be in the sky is what is in every sky."""
    above = any(thing.kind == "sky" for thing in map(vocabulary.thing, after.objects))
    return key in (before.place, after.place) or (key == "sky" and above)


def _are_so_many(key: str, before: Scene, after: Scene, program: Program, state: State) -> bool:
    """Whether so many are there, of a kind or in all."""
    numbers = {1, len(state.spoken_of)}
    for scene in (before, after):
        numbers |= {len(scene.things), *(_count(scene.things, kind) for kind in scene.objects)}
        numbers |= {len(group) for group in scene.groups()}
    return int(key) in numbers


def _count(things: tuple[Thing, ...], kind: str) -> int:
    return sum(thing.object == kind for thing in things)


def _stand_so(key: str, before: Scene, after: Scene, program: Program, state: State) -> bool:
    if any(each.relation == key for each in after.relations):
        return True
    if key == "gives" and any(each.relation in ("holds", "wears") for each in after.relations):
        return True
    by_side = any(word.slot == "" and word.key in _SIDES for step in program for word in step.words())
    known = (step for step in program if not any(word.slot == UNREAD for word in step.words()))
    return by_side or (key in POSITIONS and any(step.verb in ("move", "swap", "rel") for step in known))


def _is_chosen(key: str, before: Scene, after: Scene, program: Program, state: State) -> bool:
    """Whether a picture is chosen by a number; "first" may say no more than what is to be done first."""
    return key == "1" or any(step.verb in ("pick", "back", "undo") for step in program)


def _is_blended(key: str, before: Scene, after: Scene, program: Program, state: State) -> bool:
    return any(step.verb == "blend" for step in program)


_IS_SO: dict[str, Callable[[str, Scene, Scene, Program, State], bool]] = {
    "object": _is_there,
    "colour": _looks_so("colour"),
    "action": _looks_so("action"),
    "size": _looks_so("size"),
    "place": _is_where,
    "time": _holds("time"),
    "style": _holds("style"),
    "count": _are_so_many,
    "relation": _stand_so,
    "deed": _stand_so,
    "ordinal": _is_chosen,
    "share": _is_blended,
}
