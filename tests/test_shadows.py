"""Contact shadows lie under what stands on the ground, and under nothing else."""

import pytest

from scenes.plan import Backdrop, Layer, Plan, Pose
from scenes.scene import Scene, Thing
from scenes.shadows import shaded

LOW, HIGH = Pose(0.5, 0.8, 0.3), Pose(0.5, 0.25, 0.3)


def plan(pose: Pose, place: str | None = "grass", action: str | None = None) -> Plan:
    layers = (Layer("cat", pose, 1, of=0), Layer("zzz", Pose(0.7, 0.7, 0.1), 2, of=0))
    return Plan(Scene((Thing("cat", action=action),), place=place), Backdrop(place, "day", 3), layers, 0)


def test_what_stands_has_a_shadow_at_its_foot_right_behind_it() -> None:
    done = shaded(plan(LOW))
    shadow, cat, mark = done.plan.layers
    assert done.shadows == (True, False, False) and (cat, mark) == plan(LOW).layers
    assert shadow.what == "shadow" and shadow.pose.x == LOW.x and LOW.y < shadow.pose.y < LOW.y + LOW.scale / 2
    assert shadow.pose.scale < LOW.scale


@pytest.mark.parametrize(
    ("pose", "place", "action"),
    [
        (HIGH, "grass", None),
        (LOW, "sea", None),
        (LOW, "space", None),
        (LOW, "grass", "flying"),
        (LOW, "grass", "jumping"),
    ],
)
def test_what_floats_flies_or_jumps_has_none(pose: Pose, place: str, action: str | None) -> None:
    assert shaded(plan(pose, place, action)) == shaded(shaded(plan(pose, place, action)).plan)
    assert not any(shaded(plan(pose, place, action)).shadows)
