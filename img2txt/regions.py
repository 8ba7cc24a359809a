"""Regions: what the detector found, looked at once more by the ImageNet weights, so that false boxes go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp, log, sqrt
from types import MappingProxyType

import torch
from jaxtyping import Float
from torch import Tensor

from img2txt.action import Action
from img2txt.coco import ANIMALS, OTHER_ANIMALS, THINGS, Thing
from img2txt.detect import Box, Found
from img2txt.poses import Skeleton

CLOSER = 4  # places of a picture at most that are looked at once more
WORTH = 0.25  # how sure the detector must be for that
SAME_PLACE = 0.6  # of two boxes, from which on one look is enough for both, and one of them is right
PART = 0.8  # of a box that lies in another of that name is a part of it
OTHER_PART = 0.5  # of an animal that lies in another animal is a part of that one
SMALL = 0.004  # of the picture, below which nothing is told
ROOM = 0.1  # of a box's longer side, shown around it
WEIGHT = {"animal": 0.7, "person": 0.5}  # how much ImageNet's say counts for each kind of thing; for the rest:
ELSE = 0.3
USUAL = 0.15  # of ImageNet's probability that says neither yes nor no
FLOOR = 0.02  # of it that anything has
FINER = 0.65  # how probable a finer name must be to be told
LIKELY, PLAIN = 0.35, 0.7  # how probable an animal of ImageNet's must be to be told with doubt, and without
KNOWN = 0.6  # how probable another of COCO's animals must be
SURELY = 0.95  # how probable a thing must be that nobody is
CLEAR = 0.02  # of the picture must be seen for ImageNet to rename it
DOUBT = 0.49  # as sure at most is one that is not
NO_BODY, BODY, BODIES = (
    0.4,
    0.5,
    6.0,
)  # how sure a body's points are up to which and from which they speak; their weight
A_BODY, SOMEBODY = 0.6, 0.45  # how sure they must be, and the detector, for nobody to be taken for an animal
FACE = 0.4  # of the picture, from which on somebody is too close for a body to be seen
PERSON = THINGS[0]
_STRANGE = [number for number in range(398, 969) if number not in PERSON.agrees]  # things that are not worn


@dataclass(frozen=True)
class Name:
    """What a region is called: a thing of COCO's, or where COCO has no name for it one of ImageNet's animals."""

    thing: Thing | None
    number: int | None = None  # ImageNet's class: the animal's own, or what the thing is more exactly


@dataclass(frozen=True)
class Region:
    """Something that was found, how sure it is, and where it stands in pixels of the image."""

    name: Name
    sure: float
    box: Box
    finer: float = 0.0  # how probable the finer name is
    colour: str | None = None  # a vocabulary key
    worn: bool = False  # whether the colour is that of clothes
    skeleton: Skeleton | None = None  # somebody's, where it was looked for
    actions: tuple[Action, ...] = ()  # what somebody does, the most telling first


def places_of(found: Sequence[Found]) -> list[Box]:
    """The places of a picture that are worth a look, the likeliest first: boxes that cover each other are one."""
    places: list[Box] = []
    for each in found:
        if each.sure >= WORTH and not any(each.box.alike(place) > SAME_PLACE for place in places):
            places.append(each.box)
    return places[:CLOSER]


def around(box: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """The square around a box that is looked at, within an image of that size: left, top, right, bottom."""
    side = (1 + 2 * ROOM) * max(box.width, box.height)
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    left, top = max(0, round(x - side / 2)), max(0, round(y - side / 2))
    return left, top, min(size[0], max(left + 1, round(x + side / 2))), min(size[1], max(top + 1, round(y + side / 2)))


def people_of(found: Sequence[Found], size: tuple[int, int], most: int) -> list[Box]:
    """The boxes of an image of that size in which a body is worth looking for, the largest and surest first."""
    area = size[0] * size[1]
    people = [each for each in found if each.thing is PERSON and each.sure >= WORTH and each.box.area >= SMALL * area]
    return [each.box for each in sorted(people, key=lambda each: -each.sure * sqrt(each.box.area))[:most]]


def judged(
    found: Sequence[Found],
    places: Sequence[Box],
    chances: Float[Tensor, "n 1000"],
    size: tuple[int, int],
    bodies: Mapping[Box, Skeleton] = MappingProxyType({}),
) -> list[Region]:
    """The regions of an image of that size, the surest first.

    `chances` are ImageNet's at each of the places, `bodies` what was seen in some people's boxes.
    """
    regions, area = [], size[0] * size[1]
    for each in found:
        if each.box.area < SMALL * area:
            continue
        at = max(range(len(places)), key=lambda n: each.box.alike(places[n]), default=None)
        near = at is not None and each.box.alike(places[at]) > SAME_PLACE
        large = each.box.area >= CLEAR * area
        body = bodies.get(each.box) if each.thing is PERSON else None
        plain = body is not None and body.strength >= A_BODY and each.sure >= SOMEBODY
        readings = _readings(each, chances[at] if near and at is not None else None, renamed=large and not plain)
        regions += readings if body is None else [_embodied(each, area, body) for each in readings]
    return apart(sorted(regions, key=lambda region: -region.sure))


def _embodied(region: Region, area: int, body: Skeleton) -> Region:
    """Somebody with a skeleton, as much surer as a body is seen; of a face that fills the picture none can be."""
    if region.name.thing is not PERSON:
        return region
    seen, missed = max(body.strength - BODY, 0.0), max(NO_BODY - body.strength, 0.0)
    near = region.box.area > FACE * area
    return replace(region, sure=_in_odds(region.sure, BODIES * (seen if near else seen - missed)), skeleton=body)


def _readings(found: Found, chances: Float[Tensor, "1000"] | None, *, renamed: bool) -> list[Region]:
    """What a box may hold: what the detector says, and if it may be renamed, which animal ImageNet says it is."""
    thing = found.thing
    if chances is None:
        return [Region(Name(thing), found.sure, found.box)]
    best, finer = _best(chances, thing.finer)
    speaks = _speaks_for(thing, chances)
    sure = found.sure if speaks is None else _shifted(found.sure, speaks, WEIGHT.get(thing.kind, ELSE))
    number = best if finer >= FINER else None
    readings = [Region(Name(thing, number), sure, found.box, finer if number is not None else 0.0)]
    if renamed and thing.kind in ("animal", "person"):
        other, chance = _best(chances, OTHER_ANIMALS)
        sure = _shifted(found.sure, chance, WEIGHT["animal"])
        if chance >= LIKELY:
            readings.append(Region(Name(None, other), sure if chance >= PLAIN else min(sure, DOUBT), found.box))
        readings += [
            Region(Name(known), _shifted(found.sure, speaks, WEIGHT["animal"]), found.box)
            for known in THINGS
            if known.kind == "animal" and known is not thing and known.agrees
            if (speaks := float(chances[list(known.agrees)].sum())) > KNOWN
        ]
    return readings


def _speaks_for(thing: Thing, chances: Float[Tensor, "1000"]) -> float | None:
    """ImageNet's probability that it is this thing; None where its names say nothing of it."""
    animals = float(chances[list(ANIMALS)].sum())
    if thing.kind == "person":
        strange = float(chances[_STRANGE].max()) > SURELY  # a brush fills the box
        return 0.0 if strange else 0.3 * (1 - animals)
    if thing.kind == "animal" and not thing.agrees:
        return 0.5 * animals if float(chances[list(ANIMALS)].max()) < 0.5 else 0.1
    if thing.agrees:
        return float(chances[list(thing.agrees)].sum())
    return None if animals < 0.5 else 0.0


def _best(chances: Float[Tensor, "1000"], of: frozenset[int]) -> tuple[int | None, float]:
    if not of:
        return None, 0.0
    numbers = sorted(of)
    chance, at = chances[torch.tensor(numbers)].max(0)
    return numbers[int(at)], float(chance)


def _shifted(sure: float, speaks: float, weight: float) -> float:
    """The detector's word and ImageNet's taken together, as odds."""
    return _in_odds(sure, weight * (log(speaks + FLOOR) - log(USUAL + FLOOR)))


def _in_odds(sure: float, more: float) -> float:
    sure = min(max(sure, 1e-3), 1 - 1e-3)
    return 1 / (1 + exp(-log(sure / (1 - sure)) - more))


def apart(regions: Sequence[Region]) -> list[Region]:
    """Of regions that are one thing the surest: those that cover each other, and parts of a thing of that name."""
    kept: list[Region] = []
    for region in regions:
        if not any(_is_of(region, other) for other in kept):
            kept.append(region)
    return kept


def _is_of(region: Region, other: Region) -> bool:
    if region.box.alike(other.box) > SAME_PLACE:
        return True
    same = region.name.thing is other.name.thing and (region.name.thing is not None or region.name == other.name)
    animals = all(one.name.thing is None or one.name.thing.kind == "animal" for one in (region, other))
    inside = max(region.box.inside(other.box), other.box.inside(region.box))
    if same and region.name.thing is not None and region.name.thing.kind == "person":
        return inside > 0.9
    return inside > (PART if same else OTHER_PART) and (same or animals)
