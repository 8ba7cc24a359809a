"""A plan is enough to draw again: it survives JSON as it was."""

import json
import random

from scenes.layout import lay_out
from scenes.plan import Backdrop, Layer, Plan, Pose
from scenes.sampling import random_scene
from scenes.scene import Scene, Thing


def test_every_plan_survives_json() -> None:
    rng = random.Random(0)
    for _ in range(100):
        plan = lay_out(random_scene(rng), rng)
        assert Plan.from_json(json.loads(json.dumps(plan.to_json()))) == plan


def test_a_plan_without_things_survives_json() -> None:
    plan = Plan(Scene(), Backdrop(None, "day", 3), (), 7)
    assert Plan.from_json(json.loads(json.dumps(plan.to_json()))) == plan


def test_json_names_every_part() -> None:
    layer = Layer("cat", Pose(0.5, 0.6, 0.3, -4.0, True), 11, "black", "flat", 0)
    saved = Plan(Scene((Thing("cat", "black"),)), Backdrop("grass", "night", 5), (layer,), 9).to_json()
    assert saved["backdrop"] == {"place": "grass", "time": "night", "seed": 5}
    assert saved["seed"] == 9
    assert saved["layers"][0]["pose"] == {"x": 0.5, "y": 0.6, "scale": 0.3, "angle": -4.0, "flip": True}
