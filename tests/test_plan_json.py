"""A plan is enough to draw again: it survives JSON as it was, and what earlier versions saved is read."""

import json
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rendering.layout import lay_out
from rendering.sampling import crowded_scene, random_scene
from world.gist import Gist, Kind
from world.plan import Backdrop, Blend, Layer, Plan, Pose
from world.scene import Relation, Scene, Thing

RENDERS, OLD_STORE = (Path(__file__).parent / name for name in ("renders.json", "old_store"))
CAT = Layer("cat", Pose(0.5, 0.6, 0.3, -4.0, True), 11, "black", "flat", 0)
PLAN = Plan(Scene((Thing(0, "cat", "black"),)), Backdrop("grass", "night", 5), (CAT,), 9)


def again(plan: Plan) -> Plan:
    return Plan.from_json(json.loads(json.dumps(plan.to_json())))


def old(kinds: list[dict], layers: list[Layer], relation: str | None = None) -> dict:
    """A plan as it was saved when layers named their kind."""
    empty = {"colour": None, "count": 1, "action": None, "size": None}
    scene = {"things": [{**empty, **kind} for kind in kinds], "relation": relation, "place": None, "time": None}
    bare = Plan(Scene(), Backdrop("sea", "night", 5), tuple(layers), 9).to_json()
    return bare | {"scene": scene | {"style": None}}


def test_every_plan_survives_json() -> None:
    rng = random.Random(0)
    for sample in [random_scene] * 100 + [crowded_scene] * 20:
        plan = lay_out(sample(rng), rng)
        assert again(plan) == plan


def test_relations_and_what_must_be_absent_survive_json() -> None:
    scene = Scene((Thing(3, "cat"), Thing(7, "fish", "red")), (Relation(3, "eats", 7),), without=("dog",))
    assert again(Plan(scene, None, (), 7)).scene == scene


def test_a_plan_without_things_survives_json() -> None:
    plan = Plan(Scene(), Backdrop(None, "day", 3), (), 7)
    assert again(plan) == plan


def test_a_sticker_with_a_blend_survives_json() -> None:
    layer = Layer("cat", Pose(0.5, 0.5, 0.9), 11, "black", "flat", 0, Blend("owl", 0.5, "glossy", 0.25))
    plan = Plan(Scene((Thing(0, "cat", "black"),)), None, (layer,), 7)
    assert again(plan) == plan
    assert (plan.place, plan.time, plan.blend, plan.style) == (None, "day", layer.blend, "flat")


def test_json_names_every_part() -> None:
    saved = PLAN.to_json()
    assert saved["backdrop"] == {"place": "grass", "time": "night", "seed": 5, "colour": None}
    assert saved["seed"] == 9 and saved["scene"]["things"][0]["object"] == "cat"
    assert saved["layers"][0]["pose"] == {"x": 0.5, "y": 0.6, "scale": 0.3, "angle": -4.0, "flip": True}


def test_what_was_saved_before_there_were_blends_is_read() -> None:
    saved = PLAN.to_json()
    del saved["layers"][0]["blend"]
    assert Plan.from_json(saved) == PLAN


def test_what_was_saved_while_grounds_were_mirrored_is_read() -> None:
    saved = PLAN.to_json()
    saved["backdrop"]["mirrored"] = True
    assert Plan.from_json(saved) == PLAN


def test_kinds_with_counts_become_things_from_left_to_right() -> None:
    cats = [Layer("cat", Pose(x, 0.7, 0.2), 0, of=0) for x in (0.8, 0.2)]
    saved = old([{"object": "cat", "count": 2}, {"object": "dog"}], [*cats, Layer("dog", Pose(0.9, 0.8, 0.2), 1, of=1)])
    plan = Plan.from_json(saved)
    assert plan.scene.things == (Thing(0, "cat"), Thing(1, "cat"), Thing(2, "dog"))
    assert [layer.of for layer in plan.layers] == [1, 0, 2] and again(plan) == plan


def test_marks_become_those_of_the_thing_beside_them() -> None:
    layers = []
    for x in (0.8, 0.2):
        layers += [Layer("speed", Pose(x, 0.5, 0.1), 0, of=0), Layer("puff", Pose(x, 0.6, 0.1), 0, of=0)]
        layers += [Layer("cat", Pose(x, 0.7, 0.2), 0, of=0)]
    plan = Plan.from_json(old([{"object": "cat", "count": 2, "action": "running"}], layers))
    assert [layer.of for layer in plan.layers] == [1, 1, 1, 0, 0, 0]
    layers = []
    for x in (0.8, 0.2):
        layers += [Layer("cat", Pose(x, 0.7, 0.2), 0, of=0), Layer("zzz", Pose(x, 0.5, 0.1), 0, of=0)]
    plan = Plan.from_json(old([{"object": "cat", "count": 2, "action": "sleeping"}], layers))
    assert [layer.of for layer in plan.layers] == [1, 1, 0, 0]


@pytest.mark.parametrize(
    ("relation", "pairs"), [("left_of", {(0, 2), (0, 3), (1, 2), (1, 3)}), ("on", {(0, 2), (1, 3)})]
)
def test_the_one_relation_becomes_that_of_every_pair(relation: str, pairs: set[tuple[int, int]]) -> None:
    cats = [Layer("cat", Pose(x, 0.5, 0.2), 0, of=0) for x in (0.2, 0.8)]
    cars = [Layer("car", Pose(x, 0.7, 0.2), 0, of=1) for x in (0.9, 0.3)]
    plan = Plan.from_json(old([{"object": "cat", "count": 2}, {"object": "car", "count": 2}], cats + cars, relation))
    assert {(each.subject, each.object) for each in plan.scene.relations} == pairs
    assert plan.scene.gist().relation == relation


def test_renders_that_earlier_versions_planned_are_read() -> None:
    for saved in json.loads(RENDERS.read_text()):
        plan = Plan.from_json(saved)
        assert sorted(plan.poses()) == [thing.id for thing in plan.scene.things]


def test_damage_is_told() -> None:
    with pytest.raises(KeyError):
        Plan.from_json({})
    with pytest.raises(ValueError, match="layers of 1 things"):
        Plan.from_json(old([{"object": "cat"}], [CAT, CAT]))
    with pytest.raises(KeyError, match="no object 'imp'"):
        Plan.from_json(PLAN.to_json() | {"scene": {"things": [{"id": 0, "object": "imp"}], "relations": []}})


def test_things_stay_on_the_canvas() -> None:
    pose = Pose(2.0, -1.0, 0.4).kept_on_canvas()
    assert (pose.x, pose.y) == pytest.approx((0.84, 0.17)) and Pose(0.1, 0.9, 3.0).kept_on_canvas().x == 0.5
    assert Pose(0.5, 0.5, 0.2).foot == pytest.approx(0.594)


def test_bodies_are_layers_that_are_no_marks() -> None:
    mark = Layer("zzz", Pose(0.6, 0.3, 0.1), 2, of=0)
    plan = Plan(PLAN.scene, PLAN.backdrop, (CAT, mark), 9)
    assert plan.bodies == (CAT,) and plan.poses() == {0: CAT.pose}


def test_the_plans_of_an_old_store_are_read() -> None:
    with closing(sqlite3.connect(f"file:{OLD_STORE / 'tuwen.db'}?mode=ro&immutable=1", uri=True)) as store:
        plans = [Plan.from_json(json.loads(saved)) for (saved,) in store.execute("select plan from picture")]
    assert len(plans) == 5
    for plan in plans:
        assert sorted(plan.poses()) == [thing.id for thing in plan.scene.things] and again(plan) == plan
    assert plans[0].scene.gist() == Gist((Kind("cat", "black", 2), Kind("dog")), "left_of", "grass")
    assert plans[-1].blend == Blend("owl", 0.5)
