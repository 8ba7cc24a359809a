"""A plan is enough to draw again: it survives JSON as it was."""

import json
import random

from rendering.layout import lay_out
from rendering.sampling import random_scene
from world.gist import Gist, Kind
from world.plan import Backdrop, Blend, Layer, Plan, Pose


def test_every_plan_survives_json() -> None:
    rng = random.Random(0)
    for _ in range(100):
        plan = lay_out(random_scene(rng), rng)
        assert Plan.from_json(json.loads(json.dumps(plan.to_json()))) == plan


def test_a_plan_without_things_survives_json() -> None:
    plan = Plan(Gist(), Backdrop(None, "day", 3), (), 7)
    assert Plan.from_json(json.loads(json.dumps(plan.to_json()))) == plan


def test_a_sticker_with_a_blend_survives_json() -> None:
    layer = Layer("cat", Pose(0.5, 0.5, 0.9), 11, "black", "flat", 0, Blend("owl", 0.5, "glossy", 0.25))
    plan = Plan(Gist((Kind("cat", "black"),)), None, (layer,), 7)
    assert Plan.from_json(json.loads(json.dumps(plan.to_json()))) == plan
    assert (plan.place, plan.time) == (None, "day")


def test_what_was_saved_before_there_were_blends_is_read() -> None:
    layer = Layer("cat", Pose(0.5, 0.6, 0.3), 11, "black", "flat", 0)
    plan = Plan(Gist((Kind("cat", "black"),)), Backdrop("grass", "night", 5), (layer,), 9)
    saved = plan.to_json()
    del saved["layers"][0]["blend"]
    assert Plan.from_json(saved) == plan


def test_what_was_saved_while_grounds_were_mirrored_is_read() -> None:
    plan = Plan(Gist(), Backdrop("sea", "night", 5), (), 9)
    saved = plan.to_json()
    saved["backdrop"]["mirrored"] = True
    assert Plan.from_json(saved) == plan


def test_json_names_every_part() -> None:
    layer = Layer("cat", Pose(0.5, 0.6, 0.3, -4.0, True), 11, "black", "flat", 0)
    saved = Plan(Gist((Kind("cat", "black"),)), Backdrop("grass", "night", 5), (layer,), 9).to_json()
    assert saved["backdrop"] == {"place": "grass", "time": "night", "seed": 5}
    assert saved["seed"] == 9
    assert saved["layers"][0]["pose"] == {"x": 0.5, "y": 0.6, "scale": 0.3, "angle": -4.0, "flip": True}
