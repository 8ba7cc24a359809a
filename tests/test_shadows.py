"""Shadows and reflections lie under what stands on the ground or floats on the sea, and under nothing else."""

import pytest
import torch

from rendering.compose import transforms
from rendering.shadows import MIRRORED, SHADE, below, drawn_below
from world.plan import MARGIN, Backdrop, Layer, Plan, Pose
from world.scene import Relation, Scene, Thing

LOW, HIGH = Pose(0.5, 0.8, 0.3), Pose(0.5, 0.25, 0.3)


def plan(pose: Pose, place: str | None = "grass", action: str | None = None) -> Plan:
    layers = (Layer("cat", pose, 1, of=0), Layer("zzz", Pose(0.7, 0.7, 0.1), 2, of=0))
    return Plan(Scene((Thing(0, "cat", action=action),), place=place), Backdrop(place, "day", 3), layers, 0)


def test_what_stands_has_a_shadow_at_its_foot_right_behind_it() -> None:
    done = below(plan(LOW))
    shadow, cat, mark = done.plan.layers
    assert (done.shows, done.opacity) == ((None, 0, 1), (SHADE, 1.0, 1.0)) and (cat, mark) == plan(LOW).layers
    assert shadow.what == "shadow" and shadow.pose.x == LOW.x and LOW.y < shadow.pose.y < LOW.y + LOW.scale / 2
    assert shadow.pose.scale < LOW.scale


@pytest.mark.parametrize(("relation", "shadows"), [("rides", 1), ("holds", 1), ("hugs", 2)])
def test_what_lies_on_another_thing_has_none(relation: str, shadows: int) -> None:
    layers = (Layer("cat", LOW, 1, of=0), Layer("dog", LOW, 2, of=1))
    scene = Scene((Thing(0, "cat"), Thing(1, "dog")), (Relation(0, relation, 1),))
    done = below(Plan(scene, Backdrop("grass", "day", 3), layers, 0))
    assert sum(layer.what == "shadow" for layer in done.plan.layers) == shadows


@pytest.mark.parametrize(
    ("pose", "place", "action"),
    [
        (HIGH, "grass", None),
        (LOW, "sea", "swimming"),
        (HIGH, "sea", None),
        (LOW, "space", None),
        (LOW, "grass", "flying"),
        (LOW, "grass", "jumping"),
    ],
)
def test_what_is_in_the_air_or_in_the_water_has_none(pose: Pose, place: str, action: str | None) -> None:
    assert below(plan(pose, place, action)).plan == plan(pose, place, action)


def test_what_floats_on_the_sea_is_mirrored_below_its_foot() -> None:
    done = below(plan(LOW, "sea"))
    mirrored, cat, _ = done.plan.layers
    assert (done.shows, done.opacity) == ((0, 0, 1), (MIRRORED, 1.0, 1.0))
    assert mirrored.what == "cat" and mirrored.pose.y - LOW.y == pytest.approx(LOW.scale * (1 - 2 * MARGIN))
    (right_way, upside_down), width = transforms([cat.pose, mirrored.pose]), LOW.scale / 2
    foot = LOW.y + LOW.scale * (0.5 - MARGIN)
    for dx, dy in ((0.3, 0.2), (-0.4, 0.5)):  # seen at the same place of the layer
        above, beneath = ([2 * (LOW.x + dx * width) - 1, 2 * (foot + way * dy * width) - 1, 1.0] for way in (-1, 1))
        torch.testing.assert_close(right_way @ torch.tensor(above), upside_down @ torch.tensor(beneath))


def test_what_lies_below_is_made_of_what_was_drawn() -> None:
    cats, shadow = torch.rand(4, 4, 8, 8), torch.rand(1, 4, 8, 8)
    laid = drawn_below([below(plan(LOW, "sea")), below(plan(LOW))], cats, shadow)
    expected = [MIRRORED * cats[0], cats[0], cats[1], SHADE * shadow[0], cats[2], cats[3]]
    torch.testing.assert_close(laid, torch.stack(expected))
