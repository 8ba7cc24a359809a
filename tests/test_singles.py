"""Single things as the numbers that the planner reads and writes."""

import random
from dataclasses import astuple

import pytest

from rendering.layout import lay_out
from rendering.places import NO_PLACE
from rendering.sampling import crowded_scene, random_scene
from rendering.singles import OTHERS, pose_from, pose_numbers, single_facts, single_poses
from world.gist import Gist, Kind
from world.plan import Backdrop, Layer, Plan, Pose
from world.scene import Relation, Scene, Thing
from world.vocabulary import index


def test_a_row_for_every_single_thing() -> None:
    scene = Scene.of(Gist((Kind("cat", count=2, action="jumping"), Kind("dog", size="big")), "above", "sea"))
    cat, dog, sea, above, below = index("object", "cat"), index("object", "dog"), index("place", "sea"), 3, 4
    assert single_facts(scene) == [
        (cat, index("action", "jumping") + 1, 0, 0, 3, 0, sea, above, 3),
        (cat, index("action", "jumping") + 1, 0, 0, 3, 1, sea, above, 3),
        (dog, 0, index("size", "big") + 1, 1, 3, 2, sea, below, 1),
    ]


def test_what_lies_on_another_thing_has_no_row() -> None:
    things = (Thing(4, "cat"), Thing(5, "hat"), Thing(6, "car"), Thing(7, "dog"))
    scene = Scene(things, (Relation(4, "wears", 5), Relation(4, "rides", 6), Relation(7, "hugs", 6)))
    car, dog = single_facts(scene)
    below, next_to = index("relation", "below") + 1, index("relation", "next_to") + 1
    assert car[:2] == (index("object", "car"), 0) and car[4:] == (2, 0, NO_PLACE, below, 0)
    assert dog[4:] == (2, 1, NO_PLACE, next_to, 1)


def test_what_nobody_said_is_none() -> None:
    assert single_facts(Scene((Thing(0, "cat"),))) == [(index("object", "cat"), 0, 0, 0, 1, 0, NO_PLACE, 0, 0)]
    assert single_facts(Scene(place="sea")) == []


def test_poses_come_kind_by_kind_from_left_to_right_without_marks() -> None:
    def layer(what: str, x: float, of: int) -> Layer:
        return Layer(what, Pose(x, 0.5, 0.2), 0, of=of)

    layers = (layer("dog", 0.1, 2), layer("cat", 0.9, 0), layer("shadow", 0.3, 0), layer("cat", 0.2, 1))
    plan = Plan(Scene.of(Gist((Kind("cat", count=2), Kind("dog")))), Backdrop(None, "day", 0), layers, 0)
    assert [pose.x for pose in single_poses(plan)] == [0.2, 0.9, 0.1]


def test_as_many_poses_as_rows() -> None:
    rng = random.Random(0)
    for sample in [random_scene] * 100 + [crowded_scene] * 20:
        plan = lay_out(sample(rng), rng)
        rows = single_facts(plan.scene)
        assert len(single_poses(plan)) == len(rows)
        assert all(row[4] == len(rows) and row[5] == number and 0 <= row[8] < OTHERS for number, row in enumerate(rows))


def test_a_pose_comes_back_from_its_numbers() -> None:
    rng = random.Random(0)
    for _ in range(100):
        for pose in single_poses(lay_out(random_scene(rng), rng)):
            back = pose_from(list(pose_numbers(pose)), pose.flip)
            assert astuple(back) == pytest.approx(astuple(pose), abs=0.006)


@pytest.mark.parametrize("numbers", [[-3.0, 9.0, 4.0, 2.0], [2.0, -1.0, -9.0, 0.0]])
def test_wild_numbers_stay_on_the_canvas(numbers: list[float]) -> None:
    pose = pose_from(numbers, False)
    half = pose.scale / 2
    assert 0.12 <= pose.scale <= 0.75
    assert 0.79 * half <= pose.x <= 1 - 0.79 * half and 0.84 * half <= pose.y <= 1 - 0.84 * half
