"""Postures: what the points of a body say of how somebody stands, sits, lies, walks, runs or jumps.

Each is as sure as the least plain of what it asks for; lengths are in torsos, from the shoulders to the hips.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import atan2, degrees, dist

from img2txt.poses import Point, Skeleton

NO_POINT, PLAIN_POINT = 0.2, 0.45  # how sure points must be to count at all, and in full
CLOSE = (8, 40)  # pixels of a torso, alike
LYING_ALONE = 0.55  # as sure at most is somebody to lie: the picture may lie on its side


@dataclass(frozen=True)
class Leg:
    """One leg in torsos: how far below the hip its knee is, below the knee its ankle, and where the ankle is."""

    drop: float
    shin: float | None
    reach: float | None  # of the ankle below the hip
    knee: Point
    ankle: Point | None
    trust: float
    swung: float  # whether it is stretched and far from upright
    bent: float  # whether its knee is


@dataclass(frozen=True)
class Body:
    """A skeleton with shoulders, hips and at least one knee, measured."""

    skeleton: Skeleton
    torso: float  # in pixels
    lean: float  # degrees from upright, in [0, 180]
    frontal: float  # the shoulders' width in torsos
    legs: tuple[Leg, ...]
    trust: float  # how sure the least sure of shoulders, hips and knees is


def ramp(value: float, none: float, full: float) -> float:
    """0 up to `none`, 1 from `full` on, which may be less than it."""
    return min(max((value - none) / (full - none), 0.0), 1.0)


def body_of(skeleton: Skeleton) -> Body | None:
    """What can be measured; None where shoulders, hips or knees are not seen."""
    shoulders, hips, torso = skeleton.middle("shoulder"), skeleton.middle("hip"), skeleton.torso
    if shoulders is None or hips is None or torso is None:
        return None
    legs = tuple(leg for side in ("left", "right") if (leg := _leg(skeleton, side, torso)) is not None)
    if not legs:
        return None
    left, right = skeleton.seen("left shoulder"), skeleton.seen("right shoulder")
    lean = degrees(atan2(abs(shoulders[0] - hips[0]), hips[1] - shoulders[1]))
    trust = min(_surer(skeleton, "shoulder"), _surer(skeleton, "hip"), max(leg.trust for leg in legs))
    return Body(skeleton, torso, lean, dist(left, right) / torso if left and right else 0.0, legs, trust)


def _leg(skeleton: Skeleton, side: str, torso: float) -> Leg | None:
    hip, knee, ankle = (skeleton.seen(f"{side} {joint}") for joint in ("hip", "knee", "ankle"))
    if hip is None or knee is None:
        return None
    shin = (ankle[1] - knee[1]) / torso if ankle else None
    reach = (ankle[1] - hip[1]) / torso if ankle else None
    long = dist(hip, ankle) / torso if ankle else 0.0
    swung = min(ramp(long, 0.8, 1.0), ramp((reach or 0.0) / max(long, 0.01), 0.85, 0.65))
    bent = ramp(long * torso / max(dist(hip, knee) + dist(knee, ankle), 1.0), 0.95, 0.8) if ankle else 0.0
    return Leg((knee[1] - hip[1]) / torso, shin, reach, knee, ankle, skeleton.trust(f"{side} knee"), swung, bent)


def _surer(skeleton: Skeleton, joint: str) -> float:
    return max(skeleton.trust(f"{side} {joint}") for side in ("left", "right"))


def postures(skeleton: Skeleton) -> dict[str, float]:
    """How sure each posture is (keys of actions.tsv): that of the arms, and the likeliest of the whole body."""
    found = dict(_of_arms(skeleton))
    body = body_of(skeleton)
    if body is not None:
        trusted = min(ramp(body.trust, NO_POINT, PLAIN_POINT), ramp(body.torso, *CLOSE))
        likeliest, sure = max(_of_body(body), key=lambda each: each[1])
        found[likeliest] = min(sure, trusted)
    return {key: sure for key, sure in found.items() if sure > 0}


def _of_body(body: Body) -> Iterator[tuple[str, float]]:
    upright, drops = ramp(body.lean, 40, 25), [leg.drop for leg in body.legs]
    drop = sum(drops) / len(drops)
    yield "lying", min(ramp(body.lean, 60, 75), ramp(max(drops), 0.5, 0.25), LYING_ALONE)
    yield "bending", min(ramp(body.lean, 45, 60), ramp(body.lean, 120, 100), ramp(drop, 0.5, 0.75))
    yield "sitting", _sitting(body)
    feet = [leg for leg in body.legs if leg.ankle is not None]
    if len(feet) == 2:
        yield from _on_two_feet(body, feet[0], feet[1], upright)
    elif len(body.legs) == 2:
        yield "standing", min(upright, ramp(min(drops), 0.55, 0.75), 0.9)


def _sitting(body: Body) -> float:
    """The knees are hardly lower than the hips, and the feet, where they are seen, lower than the knees."""
    shins = [leg.shin for leg in body.legs if leg.shin is not None]
    hanging = ramp(max(shins), 0.1, 0.3) if shins else 1.0
    drop = max(leg.drop for leg in body.legs)
    both = 1.0 if len(body.legs) == 2 else 0.6
    return min(ramp(body.lean, 50, 35), ramp(drop, 0.65, 0.5), ramp(drop, -0.4, -0.2), hanging, both)


def _on_two_feet(body: Body, one: Leg, other: Leg, upright: float) -> Iterator[tuple[str, float]]:
    assert one.ankle and other.ankle and one.reach is not None and other.reach is not None
    assert one.shin is not None and other.shin is not None
    apart = abs(one.ankle[0] - other.ankle[0]) / body.torso
    uneven = abs(one.ankle[1] - other.ankle[1]) / body.torso
    long = ramp(max(one.reach, other.reach), 1.0, 1.25)
    straight = ramp(min(one.drop, other.drop), 0.45, 0.65)
    sideways = ramp(body.frontal, 0.75, 0.55)
    folded = _folded(one, other, body)
    yield "standing", min(upright, long, straight, ramp(uneven, 0.2, 0.1), max(ramp(apart, 0.75, 0.55), 1 - sideways))
    yield "walking", min(upright, long, sideways, ramp(apart, 0.55, 0.8), ramp(apart, 1.6, 1.3), ramp(folded, 0.6, 0.3))
    yield "running", min(ramp(body.lean, 55, 40), ramp(dist(one.ankle, other.ankle) / body.torso, 0.6, 0.9), folded)
    tucked = min(ramp(leg.shin, 0.45, 0.25) for leg in (one, other) if leg.shin is not None)
    raised = max(_wrist_above(body.skeleton, side, "shoulder") for side in ("left", "right"))
    yield "jumping", min(upright, tucked, straight, raised, LYING_ALONE)


def _folded(one: Leg, other: Leg, body: Body) -> float:
    """Whether one shin points backwards while its knee is well above the other foot: nobody kneels so."""
    assert one.ankle and other.ankle and one.shin is not None and other.shin is not None
    lowest = max(one.ankle[1], other.ankle[1])
    return max(
        min(
            leg.bent,
            ramp(leg.shin, 0.5, 0.3),
            ramp((lowest - leg.knee[1]) / body.torso, 0.3, 0.5),
            ramp(leg.drop, 0.1, 0.3),
        )
        for leg in (one, other)
        if leg.shin is not None
    )


def _of_arms(skeleton: Skeleton) -> Iterator[tuple[str, float]]:
    yield "arms_raised", min(_wrist_above(skeleton, side, "ear") for side in ("left", "right"))


def _wrist_above(skeleton: Skeleton, side: str, joint: str) -> float:
    """Whether a wrist is higher than the shoulders or the head, by a fifth of the torso."""
    wrist, level, torso = skeleton.seen(f"{side} wrist"), skeleton.middle(joint), skeleton.torso
    if wrist is None or level is None or torso is None:
        return 0.0
    return min(
        ramp((level[1] - wrist[1]) / torso, 0.05, 0.25),
        ramp(skeleton.trust(f"{side} wrist", f"{side} elbow"), NO_POINT, PLAIN_POINT),
    )
