"""Where a conversation stands: its drawings, the picture that is meant, and the state in which messages are read."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import pairwise

from storage.records import Conversation, SavedDescription, SavedPicture, SavedUpload, Turn
from understanding.state import State
from world.gist import Gist, Kind
from world.scene import Scene
from world.vocabulary import MOST_THINGS


@dataclass(frozen=True)
class Standing:
    """A conversation as far as it has come."""

    state: State = field(default_factory=State)
    path: tuple[Turn, ...] = ()  # the drawings that lead to the one that is shown, and those that were undone
    shown: Turn | None = None  # the drawing that is shown last
    meant: SavedPicture | None = None  # the picture that a change begins from
    number: int = 1  # of the meant picture among those shown, from 1
    picked: bool = False  # whether somebody chose it
    upload: SavedUpload | None = None  # what was sent after the last drawing
    sent: SavedDescription | None = None  # what was told of it
    asked: Turn | None = None  # the last answer, where it offers readings to choose from
    seeded: bool = False  # whether the prompt and the seed of the picture that is meant draw it again

    def gone_back(self, drawing: int) -> "Standing":
        """The same conversation, where what comes follows the how-manieth of its drawings."""
        return replace(self, state=replace(self.state, at=drawing))

    @property
    def before(self) -> list[int]:
        """The numbers of the drawings that a new one comes after."""
        return [turn.id for turn in self.path[: self.state.at]]


def standing(history: Conversation, picture: int | None = None) -> Standing:
    """Where a conversation stands; messages that are not answered yet change nothing.

    `picture` is the number of one of its pictures that was picked on the page, or 0 where none is picked any more,
    whatever was chosen in words; None where nothing was tapped.
    """
    turns = history.settled
    drawn = {turn.id: turn for turn in turns if turn.pictures}
    if not drawn:
        return Standing(State(seen=_seen(turns)), upload=_upload(turns), sent=_sent(turns), asked=_asked(turns))
    last = drawn[max(drawn)]
    path, at = _path(last, drawn)
    chosen = picture if picture is not None else _picked(turns, last)
    meant, picked = _meant(drawn, last, chosen)
    plan = meant.plan
    state = State(
        scene=plan.scene,
        poses=plan.poses(),
        spoken_of=_spoken_of(turns, last, plan.scene),
        sticker=plan.backdrop is None,
        shown=len(last.pictures),
        drawings=tuple(turn.pictures[0].plan.scene for turn in path),
        at=at,
        seen=_seen([turn for turn in turns if turn.id > last.id]),
    )
    number = next((n for n, each in enumerate(last.pictures, 1) if each.id == meant.id), 1)
    after = [turn for turn in turns if turn.id > last.id]
    seeded = is_seeded(drawn[meant.turn])
    return Standing(state, path, last, meant, number, picked, _upload(after), _sent(after), _asked(turns), seeded)


def is_seeded(drawing: Turn) -> bool:
    """Whether the prompt and the seed of a drawing's pictures draw them again; of an old one by how it began."""
    anew = drawing.payload.get("says") in ("drawn", "drawn_new", "drawn_sticker") and not drawing.payload.get(
        "begun_from"
    )
    return bool(drawing.payload.get("seeded", anew))


def _path(last: Turn, drawn: dict[int, Turn]) -> tuple[tuple[Turn, ...], int]:
    """The drawings up to the last and those undone, and how many of them come before or are what is shown."""
    path, at = last.payload.get("path"), last.payload.get("at")
    if path is not None:
        turns = tuple(drawn[id] for id in path if id in drawn)
        if at is not None:
            return turns, min(max(int(at), 1), len(turns))
        return (*turns, last), len(turns) + 1
    anew = [turn for turn in drawn.values() if "restores" not in turn.payload]  # before there were paths
    target = last.payload.get("restores", last.id)
    at = next((n for n, turn in enumerate(anew, 1) if turn.id == target), len(anew))
    return tuple(anew), at


def _picked(turns: Sequence[Turn], last: Turn) -> int | None:
    """The picture that was chosen in words since the last drawing."""
    since = [turn.payload for turn in turns if turn.id > last.id]
    return next((payload["picked"] for payload in reversed(since) if "picked" in payload), None)


def _meant(drawn: dict[int, Turn], last: Turn, chosen: int | None) -> tuple[SavedPicture, bool]:
    every = (picture for turn in drawn.values() for picture in turn.pictures)
    named = next((each for each in every if each.id == chosen), None)
    return (named, True) if named is not None else (last.pictures[0], False)


def _spoken_of(turns: Sequence[Turn], last: Turn, scene: Scene) -> tuple[int, ...]:
    """The ids that "it" means, from the last answer that says so; by what changed last where none does."""
    for turn in reversed(turns):
        if turn.id < last.id:
            break
        if "it" in turn.payload:
            return tuple(id for id in turn.payload["it"] if scene.has(id))
    scenes = [turn.pictures[0].plan.scene for turn in turns if turn.pictures]
    for before, after in pairwise(reversed(scenes)):
        new = [thing for thing in before.things if not any(thing.look == each.look for each in after.things)]
        if new and before == scene:
            return tuple(thing.id for thing in new if scene.has(thing.id))
    groups = scene.groups()
    return tuple(thing.id for thing in groups[0]) if groups else ()


def _asked(turns: Sequence[Turn]) -> Turn | None:
    return turns[-1] if turns and turns[-1].payload.get("options") else None


def _upload(turns: Sequence[Turn]) -> SavedUpload | None:
    return next((turn.uploads[-1] for turn in reversed(turns) if turn.uploads), None)


def _seen(turns: Sequence[Turn]) -> Gist | None:
    """What was seen in the last picture that was sent, as far as our world has words for it."""
    sent = _sent(turns)
    return _gist(sent) if sent else None


def _sent(turns: Sequence[Turn]) -> SavedDescription | None:
    """What was told of the last picture that was sent."""
    seen = [each for turn in turns for each in turn.descriptions if each.upload is not None]
    return seen[-1] if seen else None


def _gist(seen: SavedDescription) -> Gist:
    things: dict[int, dict[str, str]] = {}
    whole: dict[str, str] = {}
    for fact in seen.facts:
        if fact.get("of") is None:
            whole[fact["fact"]] = fact["value"]
        else:
            things.setdefault(fact["of"], {})[fact["fact"]] = fact["value"]
    kinds = []
    for said in things.values():
        with suppress(KeyError, ValueError, TypeError):  # a photo's names are not of our world
            count = min(int(said.get("count", 1)), MOST_THINGS)
            kinds.append(Kind(said["object"], said.get("colour"), count, said.get("action"), said.get("size")))
    with suppress(KeyError):
        return Gist(tuple(kinds), None, whole.get("place"), whole.get("time"))
    return Gist(tuple(kinds))
