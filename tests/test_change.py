"""Changes carried out on plans: only what was spoken of changes."""

from dataclasses import replace
from pathlib import Path

import pytest

from rendering.settle import box, covered
from txt2img.change import changed_plan
from txt2img.plan import Layouts
from understanding.intent import Change, Shift
from world.plan import Backdrop, Blend, Layer, Plan
from world.scene import Relation, Scene, Thing

WEIGHTS = Path(__file__).parent.parent / "weights"
SCENE = Scene((Thing(0, "cat", "black"), Thing(1, "dog")), (Relation(0, "left_of", 1),), "grass")


@pytest.fixture(scope="module")
def layouts() -> Layouts:
    return Layouts(WEIGHTS)


@pytest.fixture(scope="module")
def base(layouts: Layouts) -> Plan:
    return layouts.plan(SCENE, 5)


def changed(layouts: Layouts, base: Plan, scene: Scene | None = None, **rest) -> Plan:
    return changed_plan(layouts, base, Change(before=base.scene, scene=scene or base.scene, **rest), 99)


def test_nothing_asked_changes_nothing(layouts: Layouts, base: Plan) -> None:
    same = changed(layouts, base)
    assert (same.layers, same.backdrop, same.scene) == (base.layers, base.backdrop, base.scene)


def test_a_shift_moves_only_those(layouts: Layouts, base: Plan) -> None:
    up = changed(layouts, base, shifts=(Shift(ids=(0,), way="above"),))
    assert up.poses()[0].y < base.poses()[0].y and up.poses()[1] == base.poses()[1]


def test_who_is_moved_onto_another_makes_that_step_aside(layouts: Layouts, base: Plan) -> None:
    free = replace(SCENE, relations=())
    moved = changed(layouts, base, free, shifts=(Shift(ids=(0,), way="middle"),))
    assert moved.poses()[0].x == pytest.approx(0.5, abs=1e-3)
    assert covered(box(moved.poses()[0], "cat"), box(moved.poses()[1], "dog")) < 0.2


def test_a_swap_changes_sides_and_what_is_said_of_them(layouts: Layouts, base: Plan) -> None:
    scene = replace(SCENE, relations=(Relation(0, "right_of", 1),))
    swapped = changed(layouts, base, scene, swaps=(((0,), (1,)),))
    assert swapped.poses()[0].x == pytest.approx(base.poses()[1].x, abs=0.06)
    assert swapped.poses()[1].x == pytest.approx(base.poses()[0].x, abs=0.06)


def test_who_turns_looks_the_other_way(layouts: Layouts, base: Plan) -> None:
    turned = changed(layouts, base, turned=(1,))
    assert turned.poses()[0] == base.poses()[0] and turned.poses()[1].flip != base.poses()[1].flip


def test_a_sticker_and_a_ground_again(layouts: Layouts, base: Plan) -> None:
    stuck = changed(layouts, base, sticker=True)
    assert stuck.backdrop is None and stuck.scene.place is None
    ground = changed(layouts, stuck, replace(stuck.scene, place="sea"), sticker=False)
    assert ground.place == "sea" and ground.poses()[0].x < ground.poses()[1].x
    assert {body.of: body.seed for body in ground.bodies} == {body.of: body.seed for body in base.bodies}
    assert changed(layouts, stuck).backdrop is None


def test_a_blend_stays_until_the_thing_is_another(layouts: Layouts, base: Plan) -> None:
    blend = Blend("owl", 0.5)
    mixed = changed(layouts, base, blend=blend)
    assert mixed.blend == blend and [body.blend for body in mixed.bodies if body.of == 0] == [blend]
    red = changed(layouts, mixed, mixed.scene.changed([0], colour="red"))
    assert red.blend == blend
    assert all(
        body.blend is None
        for body in changed(layouts, mixed, mixed.scene.changed([0], object="fox")).bodies
        if body.of == 0
    )


def test_plans_of_earlier_versions_can_be_changed(layouts: Layouts) -> None:
    cats = tuple(
        Layer("cat", pose, 3 + id, of=0) for id, pose in enumerate(body.pose for body in layouts.plan(SCENE, 3).bodies)
    )
    saved = Plan(Scene(), Backdrop("grass", "day", 1), cats, 7).to_json()
    kind = {"object": "cat", "colour": None, "count": 2, "action": None, "size": None}
    saved["scene"] = {"things": [kind], "relation": None, "place": "grass", "time": None, "style": None}
    old = Plan.from_json(saved)
    red = changed(layouts, old, old.scene.changed([0, 1], colour="red"))
    assert [replace(body, colour="natural") for body in red.bodies] == sorted(
        old.bodies, key=lambda b: b.pose.y + b.pose.scale / 2
    )
