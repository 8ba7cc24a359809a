"""Another picture like the last: small steps, fresh seeds, the same ground."""

from random import Random

import pytest

from rendering.layout import with_marks
from txt2img.vary import MOST_TURN, STEP, TURN, varied
from world.plan import Backdrop, Layer, Plan, Pose
from world.scene import Relation, Scene, Thing

CAT, ZZZ = with_marks(Layer("cat", Pose(0.3, 0.6, 0.3), 1, of=0), "sleeping", Random(1))
DOG = Layer("dog", Pose(0.7, 0.6, 0.3), 3, of=1)
SCENE = Scene((Thing(0, "cat", action="sleeping"), Thing(1, "dog")))
PLAN = Plan(SCENE, Backdrop("beach", "day", 4), (CAT, ZZZ, DOG), 5)


def test_things_are_drawn_anew_a_small_step_aside() -> None:
    cat, zzz, dog = varied(PLAN, 8).layers
    assert len({CAT.seed, ZZZ.seed, DOG.seed, cat.seed, zzz.seed, dog.seed}) == 6
    for before, after in ((CAT, cat), (DOG, dog)):
        assert 0 < abs(after.pose.x - before.pose.x) <= STEP and abs(after.pose.y - before.pose.y) <= STEP / 2
        assert 0 < abs(after.pose.angle - before.pose.angle) <= TURN and after.pose.scale == before.pose.scale
    assert zzz.pose.angle == 0 and zzz.pose.x - ZZZ.pose.x == pytest.approx(cat.pose.x - CAT.pose.x)


def test_however_often_it_stays_on_the_canvas_and_upright() -> None:
    plan = PLAN
    for seed in range(40):
        plan = varied(plan, seed)
    for pose in (layer.pose for layer in plan.layers if layer.what != "zzz"):
        assert 0.12 < pose.x < 0.88 and 0.12 < pose.y < 0.88 and abs(pose.angle) <= MOST_TURN


def test_the_ground_and_what_is_said_stay() -> None:
    other = varied(PLAN, 8)
    assert (other.scene, other.backdrop) == (PLAN.scene, PLAN.backdrop)
    assert other == varied(PLAN, 8) != varied(PLAN, 9)


def test_what_stands_on_another_moves_with_it() -> None:
    scene = Scene((Thing(0, "cat"), Thing(1, "dog")), (Relation(0, "on", 1),))
    on = Plan(scene, PLAN.backdrop, (CAT, DOG), 5)
    cat, dog = varied(on, 3).layers
    assert dog.pose.x - DOG.pose.x == pytest.approx(cat.pose.x - CAT.pose.x)


def test_a_sticker_still_fills_its_square() -> None:
    (cat,) = varied(Plan(Scene((Thing(0, "cat"),)), None, (CAT,), 5), 1).layers
    assert cat.pose.scale > 0.8 and (cat.pose.x, cat.pose.y) == (0.5, 0.5)
