"""A view: what was recognised in one picture, how surely a fact holds in it, and what it plainly shows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import exp, prod

import torch
from jaxtyping import Float
from torch import Tensor

from img2txt.kinds import SHARED, Single, pooled
from rendering.places import PLAIN
from rendering.sprites import MARGIN
from world.gist import Fact, Gist
from world.vocabulary import NATURAL, OBJECTS, STYLES, index, slot
from world.vocabulary import thing as vocabulary_thing

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

    def probability(self, fact: Fact, scene: Gist) -> float:
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
        total = sum(shares)
        if total < 1e-6:
            return 0.0
        columns = _columns(fact, scene.things[fact.of].object)
        each = zip(shares, self.singles, strict=True)
        bound = sum(share * float(getattr(single, fact.fact)[columns].sum()) for share, single in each) / total
        return bound * min(1.0, 1 - prod(1 - share for share in shares))

    def taken_for(self, own: str, others: Sequence[str]) -> "View":
        """The same view, where all that does not look like one of the `others` counts as the object `own`."""
        kept = [index("object", other) for other in others]

        def taken(single: Single) -> Single:
            object = torch.zeros_like(single.object)
            object[kept] = single.object[kept]
            object[index("object", own)] = 1 - object.sum()
            return replace(single, object=object)

        return replace(self, singles=tuple(map(taken, self.singles)))

    def _shares(self, scene: Gist, of: int) -> list[float]:
        """How much each single is one of that kind of thing."""
        kind = scene.things[of]
        twins = sum(thing.object == kind.object for thing in scene.things) > 1
        shares = [single.present * float(single.object[index("object", kind.object)]) for single in self.singles]
        if twins:
            colour = index("colour", kind.colour or NATURAL)
            shares = [s * float(single.colour[colour]) for s, single in zip(shares, self.singles, strict=True)]
        return shares

    def _relation(self, relation: str, scene: Gist) -> float:
        """From where the two kinds stand, on average."""
        shares = [self._shares(scene, of) for of in (0, 1)]
        if min(map(sum, shares)) < 0.1:
            return 0.0
        first, second = (Group(self.singles, tuple(each)) for each in shares)
        return min(1.0, *map(sum, shares)) * related(first, second)[relation]


def _columns(fact: Fact, thing: str) -> list[int]:
    """Which probabilities speak for a fact of a thing: what has a colour by nature shows it unpainted too."""
    column = index(fact.fact, fact.value) + (fact.fact in ("action", "size"))
    by_nature = fact.fact == "colour" and vocabulary_thing(thing).own == fact.value
    return [column, index("colour", NATURAL)] if by_nature else [column]


@dataclass(frozen=True)
class Group:
    """Single things, each counting by its share in [0, 1]."""

    singles: Sequence[Single]
    shares: Sequence[float]

    def mean(self, what: Callable[[Single], float]) -> float:
        total = sum(share * what(single) for share, single in zip(self.shares, self.singles, strict=True))
        return total / sum(self.shares)


def group(kind: Sequence[Single]) -> Group:
    """All single things of a kind, each counting in full."""
    return Group(kind, [1.0] * len(kind))


def related(first: Group, second: Group) -> dict[str, float]:
    """How surely the first stands so to the second, for every relation."""
    dx = second.mean(lambda one: one.x) - first.mean(lambda one: one.x)
    dy = second.mean(lambda one: one.y) - first.mean(lambda one: one.y)
    beside = _soft(abs(dx) - abs(dy), 0.06)
    on = stands_on(first, second)
    apart = (1 - on) * (1 - stands_on(second, first))
    return {
        "left_of": _soft(dx, 0.03) * beside * apart,
        "right_of": _soft(-dx, 0.03) * beside * apart,
        "above": _soft(dy, 0.03) * (1 - beside) * apart,
        "below": _soft(-dy, 0.03) * (1 - beside) * apart,
        "next_to": _soft(0.62 - abs(dx), 0.06) * beside,
        "on": on,
    }


def stands_on(riders: Group, carriers: Group) -> float:
    """How surely the first things stand on the second, each on the one that it fits best."""

    def carried(rider: Single) -> float:
        each = zip(carriers.shares, carriers.singles, strict=True)
        return max((share * _carried(rider, carrier) for share, carrier in each if carrier is not rider), default=0.0)

    return riders.mean(carried)


def _carried(rider: Single, carrier: Single) -> float:
    """How surely the rider's feet are on top of what is drawn of the carrier."""
    tall = OBJECTS[int(carrier.object.argmax())].tall * (1 - 2 * MARGIN) * carrier.scale
    top = carrier.y + carrier.scale * (0.5 - MARGIN) - tall
    feet = rider.y + rider.scale * (0.5 - MARGIN)
    aside = abs(carrier.x - rider.x)
    return _soft(TOUCHING - abs(top - feet), 0.015) * _soft(0.5 * carrier.scale - aside, 0.03)


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
