"""Things moved across their picture: by a step, with their marks, never off the canvas."""

from dataclasses import replace

import pytest

from txt2img.shift import STEP, TOWARDS, shifted, swapped
from world.gist import Gist, Kind
from world.plan import Backdrop, Layer, Plan, Pose

CAT, ZZZ = Layer("cat", Pose(0.5, 0.5, 0.3), 1, of=0), Layer("zzz", Pose(0.6, 0.4, 0.1), 2, of=0)
DOG = Layer("dog", Pose(0.8, 0.7, 0.3), 3, of=1)
PLAN = Plan(Gist((Kind("cat", action="sleeping"), Kind("dog"))), Backdrop(None, "day", 4), (CAT, ZZZ, DOG), 5)


@pytest.mark.parametrize("way", TOWARDS)
def test_a_thing_goes_with_its_marks_and_nothing_else_does(way: str) -> None:
    cat, zzz, dog = shifted(PLAN, 0, way).layers
    across, down = TOWARDS[way]
    for before, after in ((CAT, cat), (ZZZ, zzz)):
        step = (after.pose.x - before.pose.x, after.pose.y - before.pose.y)
        assert step == pytest.approx((across * STEP, down * STEP))
    assert dog == DOG and cat.seed == CAT.seed and shifted(PLAN, 0, way).backdrop == PLAN.backdrop


@pytest.mark.parametrize("way", TOWARDS)
def test_it_stops_at_the_edge(way: str) -> None:
    plan = PLAN
    for _ in range(5):
        plan = shifted(plan, 0, way)
    cat = plan.layers[0].pose
    assert min(cat.x, cat.y, 1 - cat.x, 1 - cat.y) == pytest.approx(0.85 * 0.15, abs=1e-3)
    assert shifted(plan, 0, way) == plan


def test_two_kinds_change_places() -> None:
    across = swapped(replace(PLAN, scene=replace(PLAN.scene, relation="left_of")))
    (cat, *_), (dog, *_) = ([layer for layer in across.layers if layer.of == of] for of in (0, 1))
    assert cat.pose.x == DOG.pose.x and dog.pose.x == CAT.pose.x and cat.pose.y == CAT.pose.y
    assert across.scene.relation == "right_of" and across.layers[1].pose.x == pytest.approx(0.9)
    down = swapped(replace(PLAN, scene=replace(PLAN.scene, relation="above")))
    assert down.layers[0].pose.y != PLAN.layers[0].pose.y and down.scene.relation == "below"
