"""What one thing does with another, as far as where they are tells it."""

from math import hypot

from img2txt.kinds import Single
from img2txt.standing import Group, pairs, soft
from world.vocabulary import HEADGEAR

LIKELY = 0.3  # a thing less surely there tells nothing of what is done
NEAR = 1.25  # times half of both heights, how far apart the middles of things are that touch


def deed(relation: str, what: str, first: Group, second: Group) -> float | None:
    """How surely something of the first does that with something of the second, an object `what`.

    Only by where they are; None where that tells nothing, as who looks at whom, or where one of them is hardly seen.
    """
    likely = [(one.singles[0], other.singles[0]) for sure, one, other in pairs(first, second) if sure >= LIKELY]
    if relation == "looks_at" or not likely:
        return None
    return max(_does(relation, what, one, other) for one, other in likely)


def _does(relation: str, what: str, one: Single, other: Single) -> float:
    """How surely two single things are where a comic draws them."""
    dx, dy = abs(other.x - one.x), other.y - one.y
    touching = soft(NEAR - hypot(dx, dy) / (0.5 * (one.scale + other.scale)), 0.08)
    if relation == "rides" or (relation == "carries" and other.scale > one.scale):
        return touching * soft(dy - 0.1 * other.scale, 0.02) * soft(0.5 * other.scale - dx, 0.03)
    if relation == "wears" and what in HEADGEAR:
        return touching * soft(-dy - 0.1 * one.scale, 0.02) * soft(0.5 * one.scale - dx, 0.03)
    return touching
