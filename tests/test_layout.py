"""The rules of composition: what a scene says holds in its layout, whatever the dice say."""

import random
from itertools import product

import pytest

from scenes.layout import lay_out, with_marks
from scenes.places import HORIZON
from scenes.plan import Layer, Plan, Pose
from scenes.sampling import random_scene
from scenes.scene import Scene, Thing
from scenes.vocabulary import MARKS, PLACES

SEEDS = range(60)
CAT_AND_DOG = (Thing("cat"), Thing("dog"))
MADE_BY = {
    "jumping": {"shadow"},
    "sleeping": {"zzz"},
    "flying": {"wind"},
    "running": {"speed", "puff"},
    "swimming": {"splash"},
    "singing": {"notes"},
}


def bodies(plan: Plan, of: int | None = None) -> list[Layer]:
    """The layers of things, marks left out; of one thing of the scene, or of all."""
    return [layer for layer in plan.layers if layer.what not in MARKS and of in (None, layer.of)]


def random_plans(count: int = 300) -> list[Plan]:
    rng = random.Random(0)
    return [lay_out(random_scene(rng), rng) for _ in range(count)]


@pytest.mark.parametrize("counts", list(product((1, 2, 3), (1, 2, 3))))
@pytest.mark.parametrize("relation", ["left_of", "right_of", "above", "below"])
def test_every_first_stands_to_every_second_as_was_said(relation: str, counts: tuple[int, int]) -> None:
    things = (Thing("cat", count=counts[0], size="big"), Thing("dog", count=counts[1], action="jumping"))
    for seed in SEEDS:
        plan = lay_out(Scene(things, relation, "grass"), random.Random(seed))
        for first, second in product(bodies(plan, 0), bodies(plan, 1)):
            dx, dy = second.pose.x - first.pose.x, second.pose.y - first.pose.y
            assert {"left_of": dx, "right_of": -dx, "above": dy, "below": -dy}[relation] > 0.02, (seed, first, second)


def test_next_to_is_nearer_than_nothing_said() -> None:
    def apart(relation: str | None) -> float:
        plans = [lay_out(Scene(CAT_AND_DOG, relation, "grass"), random.Random(seed)) for seed in SEEDS]
        return sum(abs(bodies(plan)[0].pose.x - bodies(plan)[1].pose.x) for plan in plans) / len(plans)

    assert apart("next_to") < 0.8 * apart(None)


def test_there_are_as_many_as_were_said_and_as_they_were_said() -> None:
    for plan in random_plans():
        for of, thing in enumerate(plan.scene.things):
            layers = bodies(plan, of)
            assert len(layers) == thing.count
            assert {(layer.what, layer.colour) for layer in layers} == {(thing.object, thing.colour or "natural")}


def test_all_things_are_in_one_style_the_one_that_was_said() -> None:
    for plan in random_plans():
        styles = {layer.style for layer in bodies(plan)}
        assert len(styles) == 1 and plan.scene.style in (None, *styles)


def test_things_are_on_the_canvas_from_back_to_front() -> None:
    for plan in random_plans():
        feet = [layer.pose.y + layer.pose.scale / 2 for layer in bodies(plan)]
        assert feet == sorted(feet)
        for layer in bodies(plan):
            half = layer.pose.scale / 2
            assert 0.8 * half <= layer.pose.x <= 1 - 0.8 * half, layer
            assert 0.85 * half <= layer.pose.y <= 1 - 0.85 * half, layer


@pytest.mark.parametrize("action", MADE_BY)
def test_marks_belong_to_their_thing(action: str) -> None:
    scene = Scene((Thing("dog"), Thing("cat", count=2, action=action)), place="sea")
    for seed in SEEDS:
        marks = [layer for layer in lay_out(scene, random.Random(seed)).layers if layer.what in MARKS]
        assert {mark.what for mark in marks} == MADE_BY[action]
        assert len(marks) == 2 * len(MADE_BY[action])
        assert {mark.of for mark in marks} == {1} and {mark.colour for mark in marks} == {"natural"}


@pytest.mark.parametrize("flip", [False, True])
def test_marks_trail_behind_and_letters_are_never_mirrored(flip: bool) -> None:
    body = Layer("cat", Pose(0.5, 0.5, 0.3, 0.0, flip), 0, of=0)
    marks = {m.what: m for action in MADE_BY for m in with_marks(body, action, random.Random(0)) if m is not body}
    side = -1 if flip else 1
    assert all(side * (marks[what].pose.x - 0.5) > 0.1 for what in ("wind", "speed", "puff"))
    assert marks["speed"].pose.flip is flip
    assert not marks["zzz"].pose.flip and not marks["notes"].pose.flip
    assert marks["shadow"].pose.y > 0.6 and marks["zzz"].pose.y < 0.4


def test_splash_and_letters_lie_before_the_thing_shadows_behind() -> None:
    body = Layer("cat", Pose(0.5, 0.5, 0.3), 0, of=0)
    order = {action: [m.what for m in with_marks(body, action, random.Random(0))] for action in (*MADE_BY, None)}
    assert order["swimming"] == ["cat", "splash"] and order["sleeping"] == ["cat", "zzz"]
    assert order["jumping"] == ["shadow", "cat"] and order[None] == ["cat"]


@pytest.mark.parametrize("size,low,high", [("small", 0.0, 0.24), (None, 0.28, 0.45), ("big", 0.46, 0.75)])
def test_sizes_are_apart(size: str | None, low: float, high: float) -> None:
    for seed in SEEDS:
        (cat,) = bodies(lay_out(Scene((Thing("cat", size=size),), place="room"), random.Random(seed)))
        assert low < cat.pose.scale < high


@pytest.mark.parametrize("place", [value.key for value in PLACES])
def test_what_stands_stands_on_the_ground(place: str) -> None:
    horizon = HORIZON[place]
    for seed in SEEDS:
        (cat,) = bodies(lay_out(Scene((Thing("cat"),), place=place), random.Random(seed)))
        if horizon is None:
            assert 0.3 <= cat.pose.y <= 0.7
        else:
            assert cat.pose.y + cat.pose.scale / 2 > horizon


def test_what_flies_and_what_belongs_in_the_sky_is_high() -> None:
    for thing in (Thing("bird", action="flying"), Thing("sun")):
        for seed in SEEDS:
            (high,) = bodies(lay_out(Scene((thing,), place="grass"), random.Random(seed)))
            assert high.pose.y < 0.45


def test_sleepers_lean_and_the_rest_stand() -> None:
    for seed in SEEDS:
        (sleeper,) = bodies(lay_out(Scene((Thing("cat", action="sleeping"),)), random.Random(seed)))
        (stander,) = bodies(lay_out(Scene((Thing("cat"),)), random.Random(seed)))
        assert 17 < abs(sleeper.pose.angle) < 35 and abs(stander.pose.angle) <= 4


def test_day_unless_night_was_said() -> None:
    assert {plan.backdrop.time for plan in random_plans() if plan.scene.time == "night"} == {"night"}
    assert {plan.backdrop.time for plan in random_plans() if plan.scene.time is None} == {"day"}
    assert all(plan.backdrop.place == plan.scene.place for plan in random_plans())


def test_the_dice_decide_and_nothing_else() -> None:
    scene = Scene((Thing("cat", count=3, action="running"), Thing("dog")), place="grass")
    assert lay_out(scene, random.Random(5)) == lay_out(scene, random.Random(5)) != lay_out(scene, random.Random(6))
