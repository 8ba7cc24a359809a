"""A view: what was recognised in one picture, how surely a fact holds in it, and what it plainly shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, prod

import torch
from jaxtyping import Float
from torch import Tensor

from img2txt.kinds import SHARED, Single, pooled
from scenes.places import PLAIN
from scenes.scene import Fact, Scene
from scenes.sprites import MARGIN
from scenes.vocabulary import NATURAL, OBJECTS, STYLES, index, slot

MOST = 8  # single things in a picture
FOUND = 0.5
TOUCHING = 0.065  # the gap, as a share of the picture, up to which one thing stands on another


@dataclass(frozen=True)
class View:
    """Everything recognised in one picture."""

    singles: tuple[Single, ...]
    place: Float[Tensor, "k"]  # the last is none
    time: Float[Tensor, "k"]

    @property
    def style(self) -> Float[Tensor, "k"]:
        """The style that the single things share; any, where there is none."""
        if not self.singles:
            return torch.full((len(STYLES),), 1 / len(STYLES))
        return pooled([single.style for single in self.singles])

    def kinds(self) -> list[tuple[Single, ...]]:
        """The single things that look alike, together; the surest kind first, but what stands on another before it."""
        alike: dict[tuple[int, int], list[Single]] = {}
        for single in self.singles:
            alike.setdefault((int(single.object.argmax()), int(single.colour.argmax())), []).append(single)
        surest = sorted(map(tuple, alike.values()), key=lambda kind: -there(kind) * float(kind[0].object.max()))
        if len(surest) > 1 and stands_on(*map(group, surest[1::-1])) > FOUND:
            surest[:2] = surest[1::-1]
        return surest

    def probability(self, fact: Fact, scene: Scene) -> float:
        """How surely a fact of the scene holds in the picture, in [0, 1]."""
        if fact.fact in ("place", "time", "style"):
            return float(getattr(self, fact.fact)[index(fact.fact, fact.value)])
        if fact.fact == "relation":
            return self._relation(fact.value, scene)
        assert fact.of is not None
        shares = self._shares(scene, fact.of)
        if fact.fact == "object":
            return 1 - prod(1 - share for share in shares)
        if fact.fact == "count":
            return exactly(int(fact.value), shares)
        column = index(fact.fact, fact.value) + (fact.fact in ("action", "size"))
        total = sum(shares)
        if total < 1e-6:
            return 0.0
        each = zip(shares, self.singles, strict=True)
        bound = sum(share * float(getattr(single, fact.fact)[column]) for share, single in each) / total
        return bound * min(1.0, 1 - prod(1 - share for share in shares))

    def _shares(self, scene: Scene, of: int) -> list[float]:
        """How much each single is one of that kind of thing."""
        kind = scene.things[of]
        twins = sum(thing.object == kind.object for thing in scene.things) > 1
        shares = [single.present * float(single.object[index("object", kind.object)]) for single in self.singles]
        if twins:
            colour = index("colour", kind.colour or NATURAL)
            shares = [s * float(single.colour[colour]) for s, single in zip(shares, self.singles, strict=True)]
        return shares

    def _relation(self, relation: str, scene: Scene) -> float:
        """From where the two kinds stand, on average."""
        shares = [self._shares(scene, of) for of in (0, 1)]
        if min(map(sum, shares)) < 0.1:
            return 0.0
        first, second = (group(self.singles, each) for each in shares)
        return min(1.0, *map(sum, shares)) * related(first, second)[relation]


@dataclass(frozen=True)
class Group:
    """Where some single things are on average, as shares of the picture."""

    x: float
    y: float
    top: float  # of what is drawn
    bottom: float
    scale: float


def group(singles: Sequence[Single], shares: Sequence[float] | None = None) -> Group:
    """The single things as one, each counting by its share."""
    shares = [1.0] * len(singles) if shares is None else shares

    def mean(numbers: Iterable[float]) -> float:
        return sum(share * number for share, number in zip(shares, numbers, strict=True)) / sum(shares)

    stand = [single.y + single.scale * (0.5 - MARGIN) for single in singles]
    tall = [OBJECTS[int(single.object.argmax())].tall * (1 - 2 * MARGIN) * single.scale for single in singles]
    return Group(
        mean(single.x for single in singles),
        mean(single.y for single in singles),
        mean(bottom - height for bottom, height in zip(stand, tall, strict=True)),
        mean(stand),
        mean(single.scale for single in singles),
    )


def related(first: Group, second: Group) -> dict[str, float]:
    """How surely the first stands so to the second, for every relation."""
    dx, dy = second.x - first.x, second.y - first.y
    beside = _soft(abs(dx) - abs(dy), 0.06)
    return {
        "left_of": _soft(dx, 0.03) * beside,
        "right_of": _soft(-dx, 0.03) * beside,
        "above": _soft(dy, 0.03) * (1 - beside) * (1 - stands_on(first, second)),
        "below": _soft(-dy, 0.03) * (1 - beside) * (1 - stands_on(second, first)),
        "next_to": _soft(0.62 - abs(dx), 0.06) * beside,
        "on": _soft(dy, 0.03) * (1 - beside) * stands_on(first, second),
    }


def stands_on(first: Group, second: Group) -> float:
    """How surely the first's feet are on the second's top."""
    gap, aside = second.top - first.bottom, abs(second.x - first.x)
    return _soft(TOUCHING - abs(gap), 0.015) * _soft(0.5 * second.scale - aside, 0.03)


def _soft(difference: float, width: float) -> float:
    return 1 / (1 + exp(-max(-50.0, min(50.0, difference / width))))


def there(kind: Sequence[Single]) -> float:
    """The probability that at least one of a kind is there."""
    return 1 - prod(1 - single.present for single in kind)


def exactly(number: int, shares: Sequence[float]) -> float:
    """The probability that exactly so many of independent events happen."""
    counts = [1.0]
    for share in shares:
        counts = [a * (1 - share) + b * share for a, b in zip([*counts, 0.0], [0.0, *counts], strict=True)]
    return counts[number] if number < len(counts) else 0.0


@dataclass(frozen=True)
class SeenThing:
    """Singles of one kind, with the facts that most of them share."""

    object: str
    colour: str
    count: int
    action: str | None
    size: str | None
    probability: dict[str, float]  # of each of these facts


def seen_things(view: View) -> tuple[SeenThing, ...]:
    """What each kind of thing of a view is; the surest kind first."""
    return tuple(_seen(kind) for kind in view.kinds())


def _seen(kind: Sequence[Single]) -> SeenThing:
    facts = {name: torch.stack([getattr(single, name) for single in kind]).mean(0) for name in SHARED}
    best = {name: int(fact.argmax()) for name, fact in facts.items()}
    sure = {name: float(facts[name][best[name]]) for name in SHARED}
    return SeenThing(
        slot("object")[best["object"]].key,
        slot("colour")[best["colour"]].key,
        len(kind),
        slot("action")[best["action"] - 1].key if best["action"] else None,
        slot("size")[best["size"] - 1].key if best["size"] else None,
        {
            **sure,
            "object": sure["object"] * there(kind),
            "count": exactly(len(kind), [single.present for single in kind]),
        },
    )


def seen_place(view: View) -> tuple[str | None, float]:
    """The likeliest place (None: a plain ground) and its probability."""
    best = int(view.place.argmax())
    return (None if best == PLAIN else slot("place")[best].key), float(view.place[best])
