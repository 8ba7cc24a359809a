"""What a follow-up asks of the last scene, and the scene after it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from world.gist import Gist, Kind
from world.vocabulary import COUNTS, INVERSE, MAX_THINGS, NATURAL

KINDS = ("change", "new", "absent", "again", "undo", "describe", "thanks")  # what a message may be
NEW, WHOLE = MAX_THINGS, MAX_THINGS + 1  # who may be meant, beside the things by number: one that comes, all of it
OF_THING = ("object", "colour", "count", "action", "size")
OF_WHOLE = ("relation", "place", "time", "style", "colour")  # no ground is coloured, but people ask
SLOTS = (
    *((of, slot) for of in range(MAX_THINGS) for slot in OF_THING),
    *((NEW, slot) for slot in OF_THING),
    *((WHOLE, slot) for slot in OF_WHOLE),
)
# What may happen to a slot: the value that is named, none, a step (of size; so many more), as far as it goes, a word
# that nobody taught Tuwen.
MODES = ("keep", "set", "off", "more", "less", "most", "least", "strange")


_VALUE = ("keep", "set", "off", "strange")
MAY = {
    "object": _VALUE,
    "colour": _VALUE,
    "count": ("keep", "set", "more", "less"),
    "action": _VALUE,
    "size": ("keep", "set", "off", "more", "less", "most", "least"),
    "relation": _VALUE,
    "place": _VALUE,
    "time": _VALUE,
    "style": _VALUE,
}  # what may happen to each slot


class Impossible(Exception):
    """The change is understood and cannot be made.

    `reason` is unknown, absent, full, too_many, nothing_left, uncoloured or nothing (it asks for none); `values` are
    the words or keys that it speaks of.
    """

    def __init__(self, reason: str, *values: str):
        super().__init__(reason, *values)
        self.reason = reason
        self.values = values


@dataclass(frozen=True)
class Move:
    """One slot of one thing, of the thing that comes, or of the whole, and what happens to it."""

    of: int
    slot: str
    mode: str
    key: str | None = None

    def __post_init__(self) -> None:
        if (self.of, self.slot) not in SLOTS or self.mode not in MAY[self.slot]:
            raise ValueError(f"no move: {self}")


@dataclass(frozen=True)
class Change:
    """A message as it was read: what kind it is, its moves, and which thing a relation is said of."""

    kind: str = "change"
    moves: tuple[Move, ...] = ()
    subject: int = 0


def asking_for(scene: Gist) -> Change:
    """A prompt that asks for a scene: every value that it says."""
    things = [Move(of, "object", "set", thing.object) for of, thing in enumerate(scene.things)]
    for of, thing in enumerate(scene.things):
        things += [Move(of, slot, "set", key) for slot in ("colour", "action", "size") if (key := getattr(thing, slot))]
        things += [Move(of, "count", "set", str(thing.count))] if thing.count > 1 else []
    whole = [Move(WHOLE, slot, "set", key) for slot in OF_WHOLE[:4] if (key := getattr(scene, slot))]
    return Change("new", (*(move for move in things if move.key != NATURAL), *whole))


def asked_for(change: Change) -> Gist:
    """The scene that a prompt asks for; what is said of a thing that is not named goes, counts end at the most."""
    said = [{move.slot: move.key for move in _of(of, change.moves) if move.mode == "set"} for of in range(MAX_THINGS)]
    things = tuple(
        Kind(**{**values, "count": min(int(values.get("count") or 1), COUNTS[-1])})
        for values in said
        if "object" in values
    )
    whole = {move.slot: move.key for move in _of(WHOLE, change.moves) if move.mode == "set" and move.slot != "colour"}
    if len(things) < 2:
        whole.pop("relation", None)
    return Gist(things, **whole)


def changed(scene: Gist, change: Change) -> Gist:
    """The scene after a change; raises Impossible."""
    if not change.moves:
        raise Impossible("nothing")
    if any(move.mode == "strange" for move in change.moves):
        raise Impossible("unknown")
    if any((move.of, move.slot) == (WHOLE, "colour") for move in change.moves):
        raise Impossible("uncoloured")
    things = [_moved(thing, _of(of, change.moves)) for of, thing in enumerate(scene.things)]
    scene = replace(scene, **{move.slot: move.key for move in _of(WHOLE, change.moves) if move.slot != "relation"})
    subject = change.subject
    if arriving := [move for move in _of(NEW, change.moves) if move.slot == "object" and move.key]:
        if sum(thing is not None for thing in things) >= MAX_THINGS:
            raise Impossible("full", *(thing.object for thing in things if thing))
        new = _moved(Kind(str(arriving[0].key)), _of(NEW, change.moves))
        things = [*things, new]
        subject = len(things) - 1 if subject == NEW else subject
    subject = subject if subject < len(things) else 0  # of one that does not come after all
    relation = next((move.key for move in _of(WHOLE, change.moves) if move.slot == "relation"), scene.relation)
    said = any(move.slot == "relation" for move in change.moves)
    return _standing(scene, things, relation, subject if said else None)


def alternatives(move: Move, scene: Gist) -> Iterator[Move]:
    """The move, and others that come to the same: "make it three" and "one more" where there are two."""
    yield move
    if move.of >= len(scene.things) or move.slot not in ("count", "size"):
        return
    thing = scene.things[move.of]
    others = [Move(move.of, "size", mode) for mode in ("more", "less", "most", "least")]
    others += [Move(move.of, "size", "set", size) for size in ("small", "big")]
    if move.slot == "count":
        others = [Move(move.of, "count", "set", str(count)) for count in COUNTS]
        others += [Move(move.of, "count", mode, by) for mode in ("more", "less") for by in (None, "2", "3")]
    after = _after(thing, move)
    yield from (other for other in others if other != move and after is not None and _after(thing, other) == after)


def _after(thing: Kind, move: Move) -> Kind | str | None:
    """The thing after a move, "gone", or None where it cannot be."""
    try:
        return _moved(thing, [move]) or "gone"
    except Impossible:
        return None


def _of(of: int, moves: Iterable[Move]) -> Iterator[Move]:
    return (move for move in moves if move.of == of)


def _moved(thing: Kind, moves: Iterable[Move]) -> Kind | None:
    """The thing after what happens to it; None where it goes."""
    number = thing.count
    for move in moves:
        if (move.slot, move.mode) == ("object", "off"):
            return None
        if move.slot == "count":
            by = int(move.key) if move.key else 1
            number = {"set": by, "more": number + by, "less": number - by}.get(move.mode, number)
        elif move.slot == "size":
            thing = replace(thing, size=_sized(thing.size, move))
        else:
            thing = replace(thing, **{move.slot: move.key})
    if number > COUNTS[-1]:
        raise Impossible("too_many", str(number))
    return replace(thing, count=number) if number > 0 else None


def _sized(size: str | None, move: Move) -> str | None:
    """A step goes from small through nothing said to big."""
    match move.mode:
        case "most" | "least":
            return "big" if move.mode == "most" else "small"
        case "more" | "less":
            towards = "big" if move.mode == "more" else "small"
            return None if size not in (None, towards) else towards
    return move.key


def _standing(scene: Gist, things: list[Kind | None], relation: str | None, subject: int | None) -> Gist:
    """The scene with those of the things that are left, the one of the number `subject` standing so to the other."""
    left = tuple(thing for thing in things if thing is not None)
    number = sum(thing.count for thing in left)
    if len(left) == 2 and replace(left[0], count=1) == replace(left[1], count=1):  # nothing tells them apart any more
        if number > COUNTS[-1]:
            raise Impossible("too_many", str(number))
        return replace(scene, things=(replace(left[0], count=number),), relation=None)
    if not left and scene.place is None and scene.time is None:
        raise Impossible("nothing_left")
    if len(left) < 2:
        return replace(scene, things=left, relation=None)
    if subject is not None and relation is not None and things[subject] is left[1]:
        if relation == "on":
            left = left[::-1]  # what stands on another is told first
        else:
            relation = INVERSE[relation]
    return replace(scene, things=left, relation=relation if len(things) == 2 or subject is not None else None)


def together(things: Sequence[Kind]) -> tuple[Kind, ...]:
    """Two things become one where they are of one kind and nothing that was said of them differs.

    "A frog jumping, the frog is green" is one frog; a black cat and a white cat stay two.
    """
    if len(things) < 2 or things[0].object != things[1].object:
        return tuple(things)
    first, second = things
    if any(None not in (one, other) and one != other for one, other in zip(_said(first), _said(second), strict=True)):
        return tuple(things)
    colour, action, size = (one or other for one, other in zip(_said(first), _said(second), strict=True))
    return (Kind(first.object, colour, max(first.count, second.count), action, size),)


def _said(thing: Kind) -> tuple[str | None, str | None, str | None]:
    return thing.colour, thing.action, thing.size
