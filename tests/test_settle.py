"""What is in another thing's way steps aside, as little as it takes."""

import pytest

from rendering.settle import APART, QUIET, box, broken, covered, settled, trouble
from world.plan import Pose
from world.scene import Relation, Scene, Thing

PAIR = Scene((Thing(0, "tree"), Thing(1, "house")))
ALONE = [(0,), (1,)]


def related(relation: str) -> Scene:
    return Scene(PAIR.things, (Relation(0, relation, 1),))


def test_a_box_is_what_is_drawn() -> None:
    low, high = box(Pose(0.5, 0.5, 0.4), "sunglasses"), box(Pose(0.5, 0.5, 0.4), "tree")
    assert low.bottom == high.bottom and low.top > high.top and high.right - high.left == pytest.approx(0.94 * 0.4)
    assert covered(high, high) == pytest.approx(1) and covered(low, high) == pytest.approx(1)
    assert covered(high, box(Pose(0.9, 0.5, 0.4), "tree")) == 0


def test_trouble_is_what_covers_leaves_the_canvas_or_stands_wrong() -> None:
    apart = {0: Pose(0.25, 0.7, 0.3), 1: Pose(0.75, 0.7, 0.3)}
    assert trouble(PAIR, apart, ALONE) == 0 and trouble(related("left_of"), apart, ALONE) == 0
    assert trouble(related("right_of"), apart, ALONE) == 1 == broken(related("above"), apart)
    over = {0: Pose(0.4, 0.7, 0.3), 1: Pose(0.5, 0.7, 0.3)}
    assert trouble(PAIR, over, ALONE) > 0.4 and trouble(PAIR, over, [(0, 1)]) == 0 == trouble(PAIR, over, ALONE, (0, 1))
    out = {0: Pose(0.05, 0.7, 0.3), 1: Pose(0.75, 0.7, 0.3)}
    assert trouble(PAIR, out, ALONE) > 0.1 and trouble(PAIR, out, ALONE, (0,)) == 0


def test_what_covers_another_steps_aside_and_nothing_else_moves() -> None:
    scene = Scene((*PAIR.things, Thing(2, "cat")))
    before = {0: Pose(0.4, 0.7, 0.2), 1: Pose(0.5, 0.7, 0.2), 2: Pose(0.85, 0.3, 0.2)}
    after = settled(scene, before, [(0,), (1,), (2,)])
    assert trouble(scene, after, [(0,), (1,), (2,)]) < QUIET and after[2] == before[2]
    assert {id: pose.scale for id, pose in after.items()} == {id: pose.scale for id, pose in before.items()}
    assert all(abs(after[id].y - before[id].y) < 0.1 for id in after)


def test_what_is_still_stays() -> None:
    before = {0: Pose(0.4, 0.7, 0.2), 1: Pose(0.5, 0.7, 0.2)}
    after = settled(PAIR, before, ALONE, still=(0,))
    assert after[0] == before[0] and after[1].x > 0.55


@pytest.mark.parametrize("relation", APART)
def test_positions_come_to_hold(relation: str) -> None:
    before = {0: Pose(0.45, 0.5, 0.3), 1: Pose(0.5, 0.55, 0.3)}
    assert broken(related(relation), before) and not broken(
        related(relation), settled(related(relation), before, ALONE)
    )


def test_what_hangs_together_moves_together() -> None:
    scene = Scene((*PAIR.things, Thing(2, "hat")), (Relation(1, "wears", 2),))
    before = {0: Pose(0.4, 0.7, 0.3), 1: Pose(0.5, 0.7, 0.3), 2: Pose(0.5, 0.5, 0.15)}
    after = settled(scene, before, [(0,), (1, 2)])
    assert after[2].x - after[1].x == pytest.approx(0) and after[1].y - after[2].y == pytest.approx(0.2)


def test_where_there_is_no_room_things_shrink() -> None:
    scene = Scene(tuple(Thing(id, "house") for id in range(4)))
    groups = [(id,) for id in range(4)]
    after = settled(scene, {id: Pose(0.3 + 0.1 * id, 0.7, 0.45) for id in range(4)}, groups)
    assert trouble(scene, after, groups) < 0.2 and max(pose.scale for pose in after.values()) < 0.45
