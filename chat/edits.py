"""A follow-up understood as a change of the last picture, as far as one can be made.

The reader (`understanding.reading`) reads what a message asks: a change, a new prompt, another try, a step back, a
description. Here stands what holds whatever it read: what is not there cannot be changed, a picture holds no third kind
of thing, and words that nobody taught Tuwen are named.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from chat import phrases
from language.familiar import familiar
from language.mentions import about, mentions, unheard
from language.words import clean, pieces
from txt2img.shift import TOWARDS
from world.change import NEW, OF_THING, Change, Impossible, Move, changed
from world.change import WHOLE as WHOLE_SCENE
from world.gist import Gist, Kind


@dataclass(frozen=True)
class Shift:
    """The same scene, one kind of thing further to a side: left_of, right_of, above or below where it was."""

    of: int
    way: str


@dataclass(frozen=True)
class NewScene:
    """The last scene with the change made, the words that nobody taught Tuwen, and what is moved besides."""

    scene: Gist
    unknown: tuple[str, ...] = ()
    shift: Shift | None = None


@dataclass(frozen=True)
class Again:
    """The same scene drawn anew, or `alike`: as it is but for small things."""

    alike: bool = False


@dataclass(frozen=True)
class Swap:
    """The same scene, its two kinds of things in each other's place."""


@dataclass(frozen=True)
class DescribeLast:
    """Say what is seen in the last picture."""


@dataclass(frozen=True)
class Undo:
    """Back to the picture before the last."""


@dataclass(frozen=True)
class Thanks:
    """Nothing to be done."""


@dataclass(frozen=True)
class NotPossible:
    """A change that cannot be made: nothing_yet, unknown, absent, full, too_many, nothing_left, no_things, undrawn,
    uncoloured, no_room, no_pair or same.

    `values` are the words or vocabulary keys that the reason speaks of.
    """

    reason: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class NotAnEdit:
    """A prompt of its own."""


Follow = Callable[[str, Gist, int], Change]  # a message, the last scene, the thing that "it" means
Edit = NewScene | Shift | Swap | Again | DescribeLast | Undo | Thanks | NotPossible | NotAnEdit
WHOLE: dict[str, Edit] = {"again": Again(), "undo": Undo(), "describe": DescribeLast(), "thanks": Thanks()}


def read_edit(text: str, last: Gist | None, follow: Follow, spoken_of: int = 0) -> Edit:
    """What the message asks of the last picture; `last` is None where nothing was drawn yet.

    `follow` reads it (`Painter.follow`); `spoken_of` is the number of the thing that "it" means.
    """
    if not pieces(clean(text)):
        return NotAnEdit()
    if phrases.asks_for_alike(text):
        return Again(alike=bool(last.things)) if last is not None else NotPossible("nothing_yet")
    if phrases.asks_to_swap(text):
        return NotPossible("nothing_yet") if last is None else _swapped(last)
    change = _meant(text, last or Gist(), follow(text, last or Gist(), spoken_of))
    kind = phrases.meaning(text) or change.kind
    if last is None:
        names_a_thing = any(one.slot == "object" for one in about(familiar(clean(text)), Gist()))
        if kind == "thanks" and not names_a_thing:
            return Thanks()
        about_a_picture = kind not in ("new", "thanks") and not names_a_thing
        return NotPossible("nothing_yet") if about_a_picture else NotAnEdit()
    if kind in WHOLE:
        return WHOLE[kind]
    if kind == "absent":
        missing = _missing(text, last)
        if not missing:
            return NotAnEdit() if last.things else NotPossible("no_things")
        return NotPossible("absent", missing)
    return _made(text, last, change) if kind == "change" else NotAnEdit()


def _meant(text: str, last: Gist, change: Change) -> Change:
    """A change as it is meant: who is given something keeps all else; what comes "in the sky" moves nothing there."""
    known = familiar(clean(text))
    there = {thing.object for thing in last.things}
    if there and change.kind == "new" and phrases.gives(text):
        return _given(known, last, there) or change
    if len(last.things) == 1 and phrases.adds(text):
        change = _twin(known, last.things[0]) or change
    comes = any((move.of, move.slot, move.mode) == (NEW, "object", "set") for move in change.moves)
    if change.kind == "change" and comes and last.place and not phrases.moves_what_is_there(text):
        kept = tuple(move for move in change.moves if (move.slot, move.key) != ("place", "sky"))
        return replace(change, moves=kept)
    return change


def _given(known: str, last: Gist, there: set[str]) -> Change | None:
    """That one thing comes, with what is said of it; None where a message says more than that."""
    said: dict[str, list[str]] = {}
    for one in about(known, last):
        if one.slot != "object" or one.key not in there:
            said.setdefault(one.slot, []).append(one.key)
    if len(said.get("object", ())) != 1 or {"place", "time", "style", "relation"} & said.keys():
        return None
    own = ((slot, keys[0]) for slot, keys in said.items() if len(keys) == 1)
    return Change("change", tuple(Move(NEW, slot, "set", key) for slot, key in own if (slot, key) != ("count", "1")))


def _twin(known: str, there: Kind) -> Change | None:
    """That one of the kind that is there comes in another colour; None where a message says anything else."""
    named = mentions(known)
    said = {one.slot: one for one in named}
    if unheard(known) or len(said) < len(named) or said.keys() - {*OF_THING, "relation"}:
        return None
    if not {"object", "colour"} <= said.keys() or said["object"].key != there.object:
        return None
    if known[said["colour"].end : said["object"].start].strip(" 的") or said["colour"].key == there.colour:
        return None
    moves = [Move(NEW, slot, "set", one.key) for slot, one in said.items() if slot != "relation" and one.key != "1"]
    moves += [Move(WHOLE_SCENE, "relation", "set", said["relation"].key)] if "relation" in said else []
    return Change("change", tuple(moves), NEW)


def _swapped(last: Gist) -> Edit:
    if len(last.things) != 2:
        return NotPossible("no_pair")
    return NewScene(replace(last, things=last.things[::-1])) if last.relation == "on" else Swap()


def _made(text: str, last: Gist, change: Change) -> Edit:
    """The change made, or why it cannot be."""
    known = familiar(clean(text))
    unknown, named = unheard(known), {one.slot for one in about(known, last)}
    if unknown and all(move.mode == "off" and move.slot in {"colour", "action"} - named for move in change.moves):
        return NotPossible("unknown", unknown)  # "make it fluffy" takes no colour away
    try:
        scene = changed(last, change)
    except Impossible as impossible:
        if impossible.reason == "nothing" or (impossible.reason == "unknown" and not unknown):
            return NotAnEdit()
        return NotPossible(impossible.reason, unknown if impossible.reason == "unknown" else impossible.values)
    shift = _shift(scene, change) if len(last.things) == len(scene.things) == 1 or scene == last else None
    if scene != last:
        return NewScene(scene, unknown, shift)
    return shift or NotPossible("same")


def _shift(last: Gist, change: Change) -> Shift | None:
    """A relation that changes nothing moves what it is said of across the picture: "further to the left"."""
    ways = [move.key for move in change.moves if move.slot == "relation" and move.key in TOWARDS]
    if not ways or not last.things:
        return None
    return Shift(min(change.subject, len(last.things) - 1), str(ways[0]))


def _missing(text: str, last: Gist) -> tuple[str, ...]:
    """The things that a message names and the scene does not hold; where there is none, the values."""
    there = {thing.object for thing in last.things}
    named = about(familiar(clean(text)), last)
    things = [one.key for one in named if one.slot == "object" and one.key not in there]
    values = [one.key for one in named if one.slot in ("place", "time", "style") and getattr(last, one.slot) != one.key]
    worn = {thing.colour for thing in last.things}
    colours = [one.key for one in named if one.slot == "colour" and one.key not in worn][:1]
    return tuple(dict.fromkeys(things or values or colours))


def spoken_of(scenes: Sequence[Gist]) -> int:
    """The thing of the last scene that was spoken of last: that which came or changed last; else the first."""
    for before, after in zip(scenes[-2::-1], scenes[:0:-1], strict=True):
        if [thing.object for thing in after.things] != [thing.object for thing in scenes[-1].things]:
            return 0
        if len(new := [of for of, thing in enumerate(after.things) if thing not in before.things]) == 1:
            return new[0]
    return 0
