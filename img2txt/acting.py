"""Acting: what people in a photo do, from their postures and from what stands where their hands and feet are."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import hypot

from img2txt.action import PERHAPS, Action, deeds
from img2txt.coco import Thing
from img2txt.detect import Box
from img2txt.poses import Point, Skeleton
from img2txt.posture import NO_POINT, PLAIN_POINT, body_of, postures, ramp
from img2txt.regions import Region

STOOD = 0.46  # how sure a region must be that something is done with


def acting(regions: Sequence[Region]) -> list[Region]:
    """The regions, each person with what it does, the most telling first; what is in doubt comes last."""
    things = [region for region in regions if region.sure >= STOOD]
    alone = [postures(region.skeleton) if region.skeleton else {} for region in regions]
    if sum(sure.get("lying", 0) > 0 for sure in alone) > 1:  # the picture lies on its side
        alone = [{key: sure for key, sure in each.items() if key != "lying"} for each in alone]
    return [
        replace(region, actions=_sorted([*_done(region, things, own), *_single(own)]) if region.skeleton else ())
        for region, own in zip(regions, alone, strict=True)
    ]


def _single(own: dict[str, float]) -> Iterator[Action]:
    return (Action(deeds()[key], sure) for key, sure in own.items())


def _sorted(actions: Sequence[Action]) -> tuple[Action, ...]:
    order = list(deeds())
    surest = {action.deed.key: action for action in sorted(actions, key=lambda action: action.sure)}
    told = [action for action in surest.values() if action.sure >= PERHAPS]
    return tuple(sorted(told, key=lambda action: (not action.plain, order.index(action.deed.key))))


def _done(person: Region, things: Sequence[Region], own: dict[str, float]) -> Iterator[Action]:
    """What is done with something, each as sure as the least plain of what it asks for."""
    skeleton = person.skeleton
    assert skeleton is not None
    for region in things:
        thing = region.name.thing
        if thing is None or region is person:
            continue
        for deed in deeds().values():
            if thing.key in deed.things:
                sure = _HOW[deed.key](person, skeleton, region.box, own, thing)
                yield Action(deed, min(sure, region.sure), thing, region.box)


def _riding(person: Region, skeleton: Skeleton, box: Box, own: dict[str, float], thing: Thing) -> float:
    """The hips are above the middle of what is ridden, the feet off the ground that it stands on."""
    hips, body = skeleton.middle("hip"), body_of(skeleton)
    if hips is None:
        return 0.0
    x, y = (hips[0] - box.left) / box.width, (hips[1] - box.top) / box.height
    across = min(ramp(x, 0.0, 0.15), ramp(x, 1.0, 0.85))
    seated = min(ramp(y, -0.5, -0.3), ramp(y, 0.7, 0.5))
    ankles = [point[1] for side in ("left", "right") if (point := skeleton.seen(f"{side} ankle")) is not None]
    lowest = max(ankles) if ankles else person.box.bottom
    lifted = ramp((box.bottom - lowest) / box.height, 0.0, 0.1)
    bent = ramp(min(leg.drop for leg in body.legs), 0.9, 0.7) if body else 0.7
    return min(across, seated, lifted, bent)


def _on_feet(person: Region, skeleton: Skeleton, box: Box, own: dict[str, float], thing: Thing) -> float:
    """Both feet stand on the thing, or reach down to it."""
    ankles = [point for side in ("left", "right") if (point := skeleton.seen(f"{side} ankle")) is not None]
    scale = _scale(person, skeleton)
    if not ankles:
        return 0.0
    return min(ramp(_far(ankle, box) / scale, 0.45, 0.25) for ankle in ankles)


def _kicking(person: Region, skeleton: Skeleton, box: Box, own: dict[str, float], thing: Thing) -> float:
    """A foot is near the ball, and the legs are swung: feet far apart, or one leg stretched away from upright."""
    body = body_of(skeleton)
    legs = [leg for leg in body.legs if leg.ankle is not None] if body else []
    feet = [leg.ankle for leg in legs if leg.ankle is not None]
    if body is None or not feet:
        return 0.0
    apart = max(hypot(x - feet[0][0], y - feet[0][1]) for x, y in feet) / body.torso
    swung = max(ramp(apart, 0.8, 1.1), *(leg.swung for leg in legs), own.get("running", 0.0))
    return min(swung, ramp(min(_far(foot, box) for foot in feet) / body.torso, 0.8, 0.5))


def _throwing(person: Region, skeleton: Skeleton, box: Box, own: dict[str, float], thing: Thing) -> float:
    """A hand that is above the shoulders is near what flies."""
    shoulders, scale = skeleton.middle("shoulder"), _scale(person, skeleton)
    hands = [hand for hand, _ in _hands(skeleton) if shoulders and hand[1] < shoulders[1]]
    return max((ramp(_far(hand, box) / scale, 0.8, 0.5) for hand in hands), default=0.0)


def _chasing(person: Region, skeleton: Skeleton, box: Box, own: dict[str, float], thing: Thing) -> float:
    """Somebody runs, and the thing is on the ground near by, no farther than two torsos."""
    far = _far(((person.box.left + person.box.right) / 2, person.box.bottom), box) / _scale(person, skeleton)
    low = ramp(box.bottom, person.box.top + 0.5 * person.box.height, person.box.top + 0.7 * person.box.height)
    return min(own.get("running", 0.0), ramp(far, 3.0, 2.0), low)


def _walking_with(person: Region, skeleton: Skeleton, box: Box, own: dict[str, float], thing: Thing) -> float:
    """Somebody walks, and the dog is beside, on the same ground and smaller."""
    high = person.box.height
    level = ramp(abs(box.bottom - person.box.bottom) / high, 0.25, 0.12)
    gap = max(box.left - person.box.right, person.box.left - box.right, 0.0)
    return min(own.get("walking", 0.0), level, ramp(gap / high, 0.8, 0.5), ramp(box.height / high, 0.8, 0.6))


def _sitting_on(person: Region, skeleton: Skeleton, box: Box, own: dict[str, float], thing: Thing) -> float:
    """Somebody sits, with the hips on the thing."""
    hips = skeleton.middle("hip")
    if hips is None:
        return 0.0
    return min(own.get("sitting", 0.0), ramp(_far(hips, box) / _scale(person, skeleton), 0.3, 0.1))


def _holding(person: Region, skeleton: Skeleton, box: Box, own: dict[str, float], thing: Thing) -> float:
    """A hand is at the thing, which is not too large for it."""
    scale = _scale(person, skeleton)
    large = 3.0 if thing.key in ("umbrella", "kite", "suitcase", "tennis racket", "baseball bat") else 1.4
    light = ramp(max(box.width, box.height) / scale, large, 0.75 * large)
    near = (
        min(ramp(_far(hand, box) / scale, 0.3, 0.12), ramp(trust, NO_POINT, PLAIN_POINT))
        for hand, trust in _hands(skeleton)
    )
    return min(light, max(near, default=0.0))


def _hands(skeleton: Skeleton) -> Iterator[tuple[Point, float]]:
    """Where each hand that is seen is, a little beyond the wrist, and how sure that is."""
    for side in ("left", "right"):
        wrist, elbow = skeleton.seen(f"{side} wrist"), skeleton.seen(f"{side} elbow")
        if wrist is not None:
            from_elbow = elbow or wrist
            hand = tuple(there + 0.3 * (there - here) for there, here in zip(wrist, from_elbow, strict=True))
            yield (hand[0], hand[1]), skeleton.trust(f"{side} wrist")


def _scale(person: Region, skeleton: Skeleton) -> float:
    """About a torso, in pixels, even where the hips are not seen."""
    left, right = skeleton.seen("left shoulder"), skeleton.seen("right shoulder")
    if skeleton.torso is not None:
        return skeleton.torso
    if left and right:
        return max(1.4 * hypot(left[0] - right[0], left[1] - right[1]), 0.15 * person.box.height)
    return max(0.3 * person.box.height, 1.0)


def _far(point: Point, box: Box) -> float:
    """From a point to a box; 0 within it."""
    return hypot(
        max(box.left - point[0], point[0] - box.right, 0.0), max(box.top - point[1], point[1] - box.bottom, 0.0)
    )


_HOW = {
    "riding": _riding, "skateboarding": _on_feet, "surfing": _on_feet, "skiing": _on_feet, "kicking": _kicking,
    "throwing": _throwing, "chasing": _chasing, "walking_with": _walking_with, "sitting_on": _sitting_on,
    "holding": _holding,
}  # fmt: skip
