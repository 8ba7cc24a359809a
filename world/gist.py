"""What a caption tells of a picture: kinds of things with their counts, and the facts that it is made of."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

from world import vocabulary
from world.facts import Fact, kind_facts
from world.vocabulary import MOST_THINGS


@dataclass(frozen=True)
class Kind:
    """Things of one kind that are alike. None means that nobody said it."""

    object: str
    colour: str | None = None
    count: int = 1
    action: str | None = None
    size: str | None = None

    def __post_init__(self) -> None:
        vocabulary.value("object", self.object)
        for slot in ("colour", "action", "size"):
            if (key := getattr(self, slot)) is not None:
                vocabulary.value(slot, key)
        if not 1 <= self.count <= MOST_THINGS:
            raise ValueError(f"count {self.count} of {self.object}; a picture holds 1 to {MOST_THINGS} things")


@dataclass(frozen=True)
class Gist:
    """Kinds of things, how the first stands to the second, where, when and in which style; captions tell two kinds."""

    things: tuple[Kind, ...] = ()
    relation: str | None = None
    place: str | None = None
    time: str | None = None
    style: str | None = None

    def __post_init__(self) -> None:
        if len(self.things) > MOST_THINGS:
            raise ValueError(f"{len(self.things)} kinds of things; a picture holds at most {MOST_THINGS} things")
        if self.relation is not None and len(self.things) < 2:
            raise ValueError(f"relation {self.relation!r} needs two kinds of things")
        for slot in ("relation", "place", "time", "style"):
            if (key := getattr(self, slot)) is not None:
                vocabulary.value(slot, key)

    @property
    def drawable(self) -> bool:
        """Whether it says anything that a picture shows; a style needs a thing to be seen in."""
        return bool(self.things or self.place or self.time)

    def facts(self) -> tuple[Fact, ...]:
        """Everything that the scene says, thing by thing, then what holds for the whole."""
        return tuple(self._facts())

    def _facts(self) -> Iterator[Fact]:
        for of, thing in enumerate(self.things):
            yield from kind_facts(of, thing)
        for slot in ("relation", "place", "time", "style"):
            if (key := getattr(self, slot)) is not None:
                yield Fact(slot, key)

    def with_thing(self, of: int, thing: Kind) -> "Gist":
        """The same scene with one thing replaced."""
        return replace(self, things=(*self.things[:of], thing, *self.things[of + 1 :]))

    def to_json(self) -> dict:
        return asdict(self)

    @staticmethod
    def from_json(saved: dict) -> "Gist":
        """The inverse of `to_json`."""
        return Gist(**{**saved, "things": tuple(Kind(**thing) for thing in saved["things"])})
