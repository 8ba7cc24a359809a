"""Where drawn things have their heads and hands: some drawings are a face, some a whole animal seen from the side."""

import csv
from dataclasses import dataclass
from functools import cache
from math import cos, radians, sin
from pathlib import Path

from world.plan import MARGIN, Pose
from world.vocabulary import index, thing

_TABLE = Path(__file__).parent / "heads.tsv"  # for each object one letter a style, a key of KINDS
Spot = tuple[float, float]  # right of a drawing's middle as a share of its square; above its foot, of its height


@dataclass(frozen=True)
class Head:
    """Where a drawing has what others hang on. As it comes it looks to the left."""

    face: Spot
    wide: float  # the head, of the drawing's square
    brim: float  # of the drawing's height, down to where hats come
    mouth: Spot  # where food is that it eats
    hand: Spot  # where it holds things
    back: Spot  # where somebody rides, or what it carries lies
    body: Spot  # where clothes are


KINDS = {
    # nothing but a face
    "F": Head((0.0, 0.48), 0.92, 0.82, (-0.34, 0.20), (-0.46, 0.16), (0.0, 1.0), (0.0, -0.16)),
    # upright, from the front
    "S": Head((0.0, 0.72), 0.62, 0.88, (-0.28, 0.50), (-0.40, 0.36), (0.0, 1.0), (0.0, 0.28)),
    # upright, turned to the left
    "U": Head((-0.14, 0.76), 0.50, 0.88, (-0.44, 0.58), (-0.42, 0.36), (0.12, 0.86), (0.04, 0.32)),
    # on four legs, from the side
    "L": Head((-0.28, 0.76), 0.44, 0.86, (-0.54, 0.48), (-0.52, 0.32), (0.10, 0.76), (0.10, 0.46)),
    # the same, its tail higher than its head
    "T": Head((-0.28, 0.62), 0.42, 0.74, (-0.54, 0.44), (-0.52, 0.30), (0.10, 0.66), (0.10, 0.42)),
    # no head at all
    "N": Head((0.0, 0.60), 0.72, 0.94, (-0.40, 0.45), (-0.48, 0.40), (0.0, 1.0), (0.0, 0.40)),
}


def head_of(what: str, style: str) -> Head:
    """Where a drawing of an object (a vocabulary key) in a style has its head."""
    if letters := _known().get(what):
        return KINDS[letters[index("style", style)]]
    return KINDS[{"person": "F", "animal": "S"}.get(thing(what).kind, "N")]


@cache
def _known() -> dict[str, str]:
    with _TABLE.open(encoding="utf-8", newline="") as table:
        return {row["object"]: row["heads"] for row in csv.DictReader(table, delimiter="\t")}


def located(pose: Pose, what: str, spot: Spot) -> tuple[float, float]:
    """Where on the canvas a spot of a drawing is, mirrored and turned as it is."""
    across, up = spot
    x = (-across if pose.flip else across) * pose.scale
    y = pose.scale * (0.5 - MARGIN - up * thing(what).tall * (1 - 2 * MARGIN))
    c, s = cos(radians(pose.angle)), sin(radians(pose.angle))
    return pose.x + c * x - s * y, pose.y + s * x + c * y


def centred(pose: Pose, what: str, at: tuple[float, float]) -> Pose:
    """The pose moved so that the middle of what is drawn, not of its square, is there; for things that hardly lean."""
    x, y = at
    lower = pose.scale * (0.5 - MARGIN) * (1 - thing(what).tall)
    return Pose(x, y - lower, pose.scale, pose.angle, pose.flip)
