"""How groups of single things stand to each other."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import exp

from img2txt.kinds import Single
from world.plan import MARGIN
from world.scene import DEEP
from world.vocabulary import OBJECTS

HIGHER = 0.02  # of the picture is the foot of what is behind, at the least
TOUCHING = 0.065  # the gap, as a share of the picture, up to which one thing stands on another


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
    beside = soft(abs(dx) - abs(dy), 0.06)
    on = stands_on(first, second)
    apart = (1 - on) * (1 - stands_on(second, first))
    return {
        "left_of": soft(dx, 0.03) * beside * apart,
        "right_of": soft(-dx, 0.03) * beside * apart,
        "above": soft(dy, 0.03) * (1 - beside) * apart,
        "below": soft(-dy, 0.03) * (1 - beside) * apart,
        "next_to": soft(0.62 - abs(dx), 0.06) * beside,
        "on": on,
    }


def deeper(back: Group, front: Group) -> float:
    """How surely the first is behind the second: its foot is higher up, and one of them hides some of the other."""
    aside = abs(back.mean(lambda one: one.x) - front.mean(lambda one: one.x))
    reach = 0.5 * (back.mean(lambda one: one.scale) + front.mean(lambda one: one.scale))
    foot = front.mean(_foot) - back.mean(_foot)
    below_top = back.mean(_foot) - front.mean(_top)
    return soft(foot - HIGHER, 0.015) * soft(reach - aside, 0.03) * soft(below_top, 0.03)


def stands(relation: str, first: Group, second: Group) -> float:
    """How surely the first stands so to the second, by a position's key."""
    if relation in DEEP:
        return deeper(*((first, second) if relation == "behind" else (second, first)))
    return related(first, second)[relation]


def _foot(single: Single) -> float:
    return single.y + single.scale * (0.5 - MARGIN)


def _top(single: Single) -> float:
    """The top of what is drawn of it."""
    return _foot(single) - OBJECTS[int(single.object.argmax())].tall * (1 - 2 * MARGIN) * single.scale


def stands_on(riders: Group, carriers: Group) -> float:
    """How surely the first things stand on the second, each on the one that it fits best."""

    def carried(rider: Single) -> float:
        each = zip(carriers.shares, carriers.singles, strict=True)
        return max((share * _carried(rider, carrier) for share, carrier in each if carrier is not rider), default=0.0)

    return riders.mean(carried)


def _carried(rider: Single, carrier: Single) -> float:
    """How surely the rider's feet are on top of what is drawn of the carrier."""
    aside = abs(carrier.x - rider.x)
    return soft(TOUCHING - abs(_top(carrier) - _foot(rider)), 0.015) * soft(0.5 * carrier.scale - aside, 0.03)


def best_pair(relation: str, first: Group, second: Group) -> float:
    """How surely any of the first stands so to any of the second."""
    return max((sure * stands(relation, one, other) for sure, one, other in pairs(first, second)), default=0.0)


def pairs(first: Group, second: Group) -> Iterator[tuple[float, Group, Group]]:
    """Every single thing of the first with every other one of the second, and how surely they are those."""
    for share, one in zip(first.shares, first.singles, strict=True):
        for other_share, other in zip(second.shares, second.singles, strict=True):
            if one is not other:
                yield min(share, other_share), group([one]), group([other])


def soft(difference: float, width: float) -> float:
    """How surely something is above 0 that is known to about that width."""
    return 1 / (1 + exp(-max(-50.0, min(50.0, difference / width))))
