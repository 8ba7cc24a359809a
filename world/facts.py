"""What can be looked for in a picture: the facts that a scene is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from world import vocabulary
from world.vocabulary import MOST_THINGS, NATURAL

if TYPE_CHECKING:
    from world.gist import Kind
    from world.scene import Relation, Scene, Thing


@dataclass(frozen=True)
class Fact:
    """One slot with its value. `of` says which kind or group of the scene it speaks of (None: the whole scene)."""

    fact: str  # object, colour, count, action, size, relation, place, ground, time, style or absent
    value: str
    of: int | None = None
    to: int | None = None  # the group that a relation ends at


MENDABLE = ("object", "colour", "count", "action", "size", "place", "time", "style")  # what can be read wrongly


def values_of(fact: str) -> tuple[str, ...]:
    """What a fact of MENDABLE can be, by keys; KeyError for others."""
    return (
        tuple(map(str, range(1, MOST_THINGS + 1)))
        if fact == "count"
        else tuple(each.key for each in vocabulary.slot(fact))
    )


def kind_facts(of: int, kind: Kind) -> Iterator[Fact]:
    """What is said of one kind, or group, of things."""
    yield Fact("object", kind.object, of)
    if kind.colour not in (None, NATURAL):
        yield Fact("colour", str(kind.colour), of)
    yield Fact("count", str(kind.count), of)
    if kind.action is not None:
        yield Fact("action", kind.action, of)
    if kind.size is not None:
        yield Fact("size", kind.size, of)


def scene_facts(scene: Scene) -> tuple[Fact, ...]:
    """Everything that a scene says: its groups of alike things, how they stand, the whole, and what must be absent."""
    return tuple(_scene_facts(scene))


def _scene_facts(scene: Scene) -> Iterator[Fact]:
    groups = scene.groups()
    for of, kind in enumerate(scene.gist().things):
        yield from kind_facts(of, kind)
    yield from dict.fromkeys(_related(each, groups) for each in scene.relations)
    for slot in ("place", "ground", "time", "style"):
        if (key := getattr(scene, slot)) is not None:
            yield Fact(slot, key)
    for key in dict.fromkeys(scene.without):
        yield Fact("absent", key)


def _related(relation: Relation, groups: Sequence[Sequence[Thing]]) -> Fact:
    of, to = (_group(id, groups) for id in (relation.subject, relation.object))
    return Fact("relation", relation.relation, of, to)


def _group(id: int, groups: Sequence[Sequence[Thing]]) -> int:
    return next(number for number, group in enumerate(groups) if any(thing.id == id for thing in group))
