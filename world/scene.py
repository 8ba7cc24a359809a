"""A scene: single things, how they stand to each other and what they do, where, when, and what must not be there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from world import vocabulary
from world.gist import Gist, Kind
from world.vocabulary import DEEDS, DEPTHS, MOST_KINDS, MOST_THINGS, RELATIONS

DEEP = frozenset(value.key for value in DEPTHS)
POSITIONS = frozenset(value.key for value in RELATIONS) | DEEP
DONE = frozenset(value.key for value in DEEDS)


@dataclass(frozen=True)
class Thing:
    """One single thing. None means that nobody said it."""

    id: int  # the same for as long as it is in the picture, whatever becomes of it
    object: str
    colour: str | None = None
    action: str | None = None
    size: str | None = None

    def __post_init__(self) -> None:
        vocabulary.value("object", self.object)
        for slot in ("colour", "action", "size"):
            if (key := getattr(self, slot)) is not None:
                vocabulary.value(slot, key)

    @property
    def look(self) -> tuple[str, str | None, str | None, str | None]:
        """What it is like, whichever it is."""
        return self.object, self.colour, self.action, self.size


@dataclass(frozen=True)
class Relation:
    """How one thing stands to another, or what it does with it."""

    subject: int  # the id of a thing
    relation: str  # a key of RELATIONS, DEPTHS or DEEDS
    object: int  # the id of another thing

    def __post_init__(self) -> None:
        if self.relation not in POSITIONS | DONE:
            raise ValueError(f"no relation {self.relation!r}; choose one of {', '.join(sorted(POSITIONS | DONE))}")
        if self.subject == self.object:
            raise ValueError(f"thing {self.subject} {self.relation} itself")


@dataclass(frozen=True)
class Scene:
    """Up to eight single things of up to six kinds."""

    things: tuple[Thing, ...] = ()
    relations: tuple[Relation, ...] = ()
    place: str | None = None
    time: str | None = None
    style: str | None = None
    without: tuple[str, ...] = ()  # objects that must not be there, by vocabulary key
    ground: str | None = None  # the colour of what lies behind, where that is no place

    def __post_init__(self) -> None:
        if len(self.things) > MOST_THINGS:
            raise ValueError(f"{len(self.things)} things; a scene holds at most {MOST_THINGS}")
        if len(self.objects) > MOST_KINDS:
            raise ValueError(f"{len(self.objects)} kinds of things; a scene holds at most {MOST_KINDS}")
        ids = [thing.id for thing in self.things]
        if len(set(ids)) < len(ids):
            raise ValueError(f"things that share an id: {ids}")
        if astray := {end for each in self.relations for end in (each.subject, each.object)} - set(ids):
            raise ValueError(f"relations of things {sorted(astray)} that are not in the scene")
        for slot in ("place", "time", "style"):
            if (key := getattr(self, slot)) is not None:
                vocabulary.value(slot, key)
        for key in self.without:
            vocabulary.value("object", key)
        if self.ground is not None:
            vocabulary.value("colour", self.ground)
            if self.place is not None:
                raise ValueError(f"a {self.ground} ground and a place, {self.place}; a scene has one of them")

    @property
    def objects(self) -> tuple[str, ...]:
        """The kinds of things that there are, by vocabulary key, each once, in order."""
        return tuple(dict.fromkeys(thing.object for thing in self.things))

    @property
    def drawable(self) -> bool:
        """Whether it says anything that a picture shows; a style needs a thing to be seen in."""
        return bool(self.things or self.place or self.time or self.ground)

    @property
    def next_id(self) -> int:
        return max((thing.id for thing in self.things), default=-1) + 1

    def thing(self, id: int) -> Thing:
        """The thing of that id; KeyError where there is none."""
        for thing in self.things:
            if thing.id == id:
                return thing
        raise KeyError(f"no thing {id} in the scene")

    def has(self, id: int) -> bool:
        return any(thing.id == id for thing in self.things)

    def with_things(self, things: Sequence[Thing]) -> "Scene":
        """The same scene with these things; relations of those that are gone go with them."""
        ids = {thing.id for thing in things}
        kept = tuple(each for each in self.relations if {each.subject, each.object} <= ids)
        return replace(self, things=tuple(things), relations=kept)

    def changed(self, ids: Sequence[int], **looks: str | None) -> "Scene":
        """The same scene, some of its things otherwise: `scene.changed([2], colour="red")`."""
        return replace(self, things=tuple(replace(t, **looks) if t.id in ids else t for t in self.things))

    def cut_out(self) -> "Scene":
        """The scene as a sticker shows it: nothing of the ground; sizes where they tell things apart, or are big."""
        apart = len({thing.size for thing in self.things}) > 1
        things = tuple(thing if apart or thing.size == "big" else replace(thing, size=None) for thing in self.things)
        return replace(self, things=things, place=None, time=None, ground=None)

    def as_a_whole(self, **values: str | None) -> "Scene":
        """The same scene with another place, time or style; a place comes instead of a coloured ground."""
        return replace(self, **({"ground": None} if "place" in values else {}), **values)

    def groups(self) -> tuple[tuple[Thing, ...], ...]:
        """The things that nothing tells apart, together, in order of the first of each."""
        alike: dict[tuple, list[Thing]] = {}
        for thing in self.things:
            alike.setdefault(thing.look, []).append(thing)
        return tuple(map(tuple, alike.values()))

    def gist(self) -> Gist:
        """What a caption tells of it: groups as kinds, and a position where it holds between the first two of two."""
        groups = self.groups()
        if len(groups) == 2 and self._position(groups) is None and self._position(groups[::-1]):
            groups = groups[::-1]  # what stands so to the other is told first
        kinds = tuple(Kind(g[0].object, g[0].colour, len(g), g[0].action, g[0].size) for g in groups)
        relation = self._position(groups) if len(groups) == 2 else None
        return Gist(kinds, relation, self.place, self.time, self.style)

    def _position(self, groups: Sequence[Sequence[Thing]]) -> str | None:
        first, second = ({thing.id for thing in group} for group in groups)
        there = [r for r in map(_to_the_eye, self.relations) if r.subject in first and r.object in second]
        positions = [r for r in there if r.relation in POSITIONS - DEEP]
        return positions[0].relation if positions and {r.subject for r in positions} == first else None

    def lines(self) -> list[str]:
        """A line for every single thing, relation and word of the whole, as somebody who judges reads them."""
        told = [" ".join(filter(None, (f"#{t.id}", t.size, t.colour, t.object, t.action))) for t in self.things]
        told += [f"#{each.subject} {each.relation} #{each.object}" for each in self.relations]
        told += [f"{slot}: {key}" for slot in ("place", "ground", "time", "style") if (key := getattr(self, slot))]
        return [*told, *(f"without {key}" for key in self.without)]

    @staticmethod
    def of(gist: Gist) -> "Scene":
        """A scene of a gist's things, numbered from 0, kind by kind; each of the first stands so to the second."""
        things = list(_numbered(gist.things))
        relations: tuple[Relation, ...] = ()
        if gist.relation is not None:
            first, second = gist.things[0].count, gist.things[1].count
            others = range(first, first + second)
            pairs = product(range(first), others)
            if gist.relation == "on":
                pairs = ((rider, others[rider % second]) for rider in range(first))
            relations = tuple(Relation(one, gist.relation, other) for one, other in pairs)
        return Scene(tuple(things), relations, gist.place, gist.time, gist.style)


def _to_the_eye(relation: Relation) -> Relation:
    """What a picture of it shows: who rides is on what is ridden, a hat that is worn is on who wears it."""
    if relation.relation == "rides":
        return Relation(relation.subject, "on", relation.object)
    if relation.relation == "wears":
        return Relation(relation.object, "on", relation.subject)
    return relation


def _numbered(kinds: Sequence[Kind]) -> Iterator[Thing]:
    id = 0
    for kind in kinds:
        for _ in range(kind.count):
            yield Thing(id, kind.object, kind.colour, kind.action, kind.size)
            id += 1
