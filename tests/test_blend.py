"""Blends of a plan's first thing, by name or by value."""

import pytest

from txt2img.blend import UnknownName, blend_with, blended
from world.plan import Blend, Layer, Plan, Pose
from world.scene import Scene, Thing


def test_names_are_things_or_styles_in_either_language() -> None:
    blend = blend_with("猫头鹰", 0.5, blend_with("glossy", 0.25))
    assert blend == Blend("owl", 0.5, "glossy", 0.25)
    with pytest.raises(UnknownName, match="'samurai' is neither a thing nor a style"):
        blend_with("samurai", 0.5)
    with pytest.raises(ValueError, match="a share goes from 0 to 1"):
        blend_with("owl", 1.5)


def test_only_the_first_thing_becomes_another() -> None:
    layers = (
        Layer("cat", Pose(0.3, 0.5, 0.3), 1, of=0),
        Layer("zzz", Pose(0.4, 0.3, 0.2), 2, of=0),
        Layer("dog", Pose(0.7, 0.5, 0.3), 3, of=1),
    )
    plan = blended(Plan(Scene((Thing(0, "cat"), Thing(1, "dog"))), None, layers, 0), Blend("owl", 0.5, "flat", 0.3))
    assert [layer.blend for layer in plan.layers] == [
        Blend("owl", 0.5, "flat", 0.3),
        None,
        Blend(None, 0.0, "flat", 0.3),
    ]
    assert plan.blend == Blend("owl", 0.5, "flat", 0.3)
