"""Things moved in their picture: by a step, with their marks and what they carry, never off the canvas."""

from dataclasses import replace
from random import Random

import pytest

from rendering.layout import with_marks
from txt2img.shift import STEP, TOWARDS, shifted, swapped, turned
from world.plan import Backdrop, Layer, Plan, Pose
from world.scene import Relation, Scene, Thing

CAT, ZZZ = with_marks(Layer("cat", Pose(0.5, 0.5, 0.3), 1, of=0), "sleeping", Random(1))
DOG = Layer("dog", Pose(0.8, 0.7, 0.3), 3, of=1)
SCENE = Scene((Thing(0, "cat", action="sleeping"), Thing(1, "dog")))
PLAN = Plan(SCENE, Backdrop(None, "day", 4), (CAT, ZZZ, DOG), 5)
HELD = Plan(
    Scene((Thing(0, "cat"), Thing(1, "fish"), Thing(2, "tree")), (Relation(0, "holds", 1),)),
    Backdrop(None, "day", 4),
    (CAT, Layer("fish", Pose(0.38, 0.55, 0.15, 5.0), 6, of=1), replace(DOG, what="tree", of=2)),
    5,
)


@pytest.mark.parametrize("way", TOWARDS)
def test_a_thing_goes_with_its_marks_and_nothing_else_does(way: str) -> None:
    layers = shifted(PLAN, (0,), way).layers
    cat, zzz, dog = sorted(layers, key=lambda layer: ("cat", "zzz", "dog").index(layer.what))
    across, down = TOWARDS[way]
    for before, after in ((CAT, cat), (ZZZ, zzz)):
        step = (after.pose.x - before.pose.x, after.pose.y - before.pose.y)
        assert step == pytest.approx((across * STEP, down * STEP))
    assert (
        dog == DOG
        and (cat.seed, zzz.seed) == (CAT.seed, ZZZ.seed)
        and shifted(PLAN, (0,), way).backdrop == PLAN.backdrop
    )


@pytest.mark.parametrize("way", TOWARDS)
def test_it_stops_at_the_edge(way: str) -> None:
    plan = PLAN
    for _ in range(5):
        plan = shifted(plan, (0,), way)
    cat = plan.poses()[0]
    share = 0.8 if way in ("left_of", "right_of") else 0.85
    assert min(cat.x, cat.y, 1 - cat.x, 1 - cat.y) == pytest.approx(share * 0.15, abs=1e-3)
    assert shifted(plan, (0,), way) == plan


def test_the_middle_is_the_middle_of_all_of_them() -> None:
    assert shifted(PLAN, (1,), "middle").poses() == {0: CAT.pose, 1: replace(DOG.pose, x=0.5)}
    poses = shifted(PLAN, (0, 1), "middle").poses()
    assert (poses[0].x + poses[1].x) / 2 == pytest.approx(0.5) and poses[1].x - poses[0].x == pytest.approx(0.3)


def test_nobody_that_is_there_moves_nothing() -> None:
    assert shifted(PLAN, (9,), "left_of") == swapped(PLAN, (9,), (1,)) == turned(PLAN, (9,)) == PLAN


def test_what_a_thing_holds_goes_with_it() -> None:
    poses = shifted(HELD, (0,), "left_of").poses()
    assert poses[0].x == pytest.approx(0.28) and poses[1].x == pytest.approx(0.16) and poses[2] == DOG.pose


def test_two_change_places() -> None:
    level = replace(PLAN, layers=(CAT, ZZZ, replace(DOG, pose=replace(DOG.pose, y=0.55))))
    poses = swapped(level, (0,), (1,)).poses()
    assert (poses[0].x, poses[1].x) == (0.8, 0.5) and poses[0].y == CAT.pose.y
    other = swapped(PLAN, (0,), (1,))
    assert (other.poses()[0].y, other.poses()[1].y) == (0.7, 0.5)
    assert (other.poses()[0].x, other.poses()[1].x) == (0.8, 0.5)
    assert [layer.what for layer in other.layers] == ["dog", "cat", "zzz"]  # who is nearer now is in front


def test_who_turns_looks_the_other_way_and_holds_things_there() -> None:
    cat, fish, tree = turned(HELD, (0,)).layers
    assert cat.pose == replace(CAT.pose, flip=True) and tree == HELD.layers[2]
    assert fish.pose == Pose(0.62, 0.55, 0.15, -5.0, True) and fish.seed == 6
    assert turned(turned(HELD, (0,)), (0,)).layers == HELD.layers
