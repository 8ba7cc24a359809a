"""What a message names and its reading makes no use of: it has to be told, or another reading found."""

from collections.abc import Callable

from understanding.intent import Answer, Back, Change, Describe, Draw, Intent, Left, Pick
from understanding.message import Message
from understanding.program import UNREAD, Program, items
from understanding.state import State
from world import vocabulary
from world.scene import POSITIONS, Scene, Thing
from world.vocabulary import MOST_KINDS

ONE_OF_EACH = ("place", "time", "style")  # slots of which a picture has one value
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
    after = intent.scene if isinstance(intent, Draw | Change) else before
    unread: list[str] = []
    unused: list[str] = []
    besides: list[str] = []  # a second place, time or style
    full: list[str] = []  # a fifth kind of thing
    for at, (slot, key, _) in enumerate(items(message)):
        if at in used or slot not in _heeded(intent):
            continue
        if slot == UNREAD:
            unread.append(key)
        elif not _IS_SO[slot](key, before, after, program, state):
            fifth = slot == "object" and len(after.objects) == MOST_KINDS
            one_more = slot in ONE_OF_EACH and getattr(after, slot)
            (full if fifth else besides if one_more else unused).append(key)
    found = {"unknown": unread, "unread": unused, "besides": besides, "full": full}
    left = tuple(Left(reason, tuple(dict.fromkeys(words))) for reason, words in found.items())
    return tuple(each for each in left if each.words)


def nearly(message: Message, intent: Intent) -> tuple[Left, ...]:
    """What comes into the picture as something like it: "husky → dog"."""
    if not isinstance(intent, Draw | Change):
        return ()
    before, after = intent.before if isinstance(intent, Change) else Scene(), intent.scene
    came = {("object", key) for key in after.objects if key not in before.objects}
    came |= {("place", after.place)} if after.place != before.place else set()
    words = tuple(
        f"{one.word} → {vocabulary.value(one.slot, one.key).name(message.language)}"
        for one in message.near
        if (one.slot, one.key) in came
    )
    return (Left("near", tuple(dict.fromkeys(words))),) if words else ()


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
    by_side = any(word.slot == "" and word.key in _SIDES for step in program for word in step.words())
    return by_side or (key in POSITIONS and any(step.verb in ("move", "swap", "rel") for step in program))


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
