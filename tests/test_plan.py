"""The shipped planner lays scenes out; an edit changes what was asked for and leaves the rest where it was."""

import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from models.weights import WeightsError
from rendering.sampling import crowded_scene, random_scene
from rendering.settle import QUIET, box, broken, covered, trouble
from rendering.ties import clusters, ties
from txt2img.plan import Layouts
from txt2img.sticker import as_sticker
from world.plan import Backdrop, Layer, Plan, Pose
from world.scene import Relation, Scene, Thing

WEIGHTS = Path(__file__).parent.parent / "weights"
CATS = Thing(0, "cat", "black", "running"), Thing(1, "cat", "black", "running")
DOG = Thing(2, "dog", "red")
SCENE = Scene((*CATS, DOG), place="grass")


@pytest.fixture(scope="module")
def layouts() -> Layouts:
    return Layouts(WEIGHTS)


@pytest.fixture(scope="module")
def base(layouts: Layouts) -> Plan:
    return layouts.plan(SCENE, 5)


def body(plan: Plan, id: int) -> Layer:
    return next(layer for layer in plan.bodies if layer.of == id)


def layers(plan: Plan, *ids: int) -> list[Layer]:
    """The things of those ids with their marks."""
    return [layer for layer in plan.layers if layer.of in ids]


def loudness(plan: Plan) -> float:
    return trouble(plan.scene, plan.poses(), clusters(plan.scene, ties(plan.scene)))


def test_the_same_seed_gives_the_same_plan(layouts: Layouts, base: Plan) -> None:
    assert layouts.plan(SCENE, 5) == base
    other = layouts.plan(SCENE, 6)
    assert [layer.pose for layer in other.layers] != [layer.pose for layer in base.layers]
    assert (base.seed, other.seed) == (5, 6)


@pytest.mark.parametrize("sample", [lambda rng: Scene.of(random_scene(rng)), crowded_scene])
def test_a_plan_holds_what_the_scene_says(layouts: Layouts, sample) -> None:
    rng = random.Random(0)
    for seed, scene in enumerate(sample(rng) for _ in range(15)):
        plan = layouts.plan(scene, seed)
        assert plan.scene == scene and plan.backdrop and plan.backdrop.place == scene.place
        assert sorted(plan.poses()) == [thing.id for thing in scene.things]
        for thing in scene.things:
            drawn = body(plan, thing.id)
            assert (drawn.what, drawn.colour) == (thing.object, thing.colour or "natural")
            assert max(0, -drawn.pose.x, -drawn.pose.y, drawn.pose.x - 1, drawn.pose.y - 1) == 0
        assert len({layer.style for layer in plan.bodies}) == 1


def test_crowds_mostly_keep_out_of_each_other_s_way(layouts: Layouts) -> None:
    rng = random.Random(1)
    assert sum(loudness(layouts.plan(crowded_scene(rng), seed)) < QUIET for seed in range(20)) >= 17


@pytest.mark.parametrize("relation", ["left_of", "right_of", "above", "below"])
def test_relations_hold(layouts: Layouts, relation: str) -> None:
    scene = Scene((Thing(0, "cat"), Thing(1, "tree")), (Relation(0, relation, 1),), "grass")
    assert not any(broken(scene, layouts.plan(scene, seed).poses()) for seed in range(30))


def test_a_lone_thing_fills_the_picture_and_small_ones_do_not(layouts: Layouts) -> None:
    def scale(size: str | None) -> float:
        scales = [
            body(layouts.plan(Scene((Thing(0, "cat", size=size),), place="grass"), s), 0).pose.scale for s in range(9)
        ]
        return sum(scales) / len(scales)

    assert scale("small") < 0.3 < 0.44 < scale(None) < 0.56 < scale("big")


def test_editing_a_colour_changes_that_colour_and_nothing_else(layouts: Layouts, base: Plan) -> None:
    edited = layouts.plan(SCENE.changed([2], colour="blue"), 99, base)
    expected = tuple(replace(layer, colour="blue") if layer.what == "dog" else layer for layer in base.layers)
    assert edited.layers == expected
    assert edited.backdrop == base.backdrop


def test_one_of_two_alike_changes_alone(layouts: Layouts, base: Plan) -> None:
    edited = layouts.plan(SCENE.changed([1], colour="white"), 99, base)
    assert layers(edited, 0, 2) == layers(base, 0, 2)
    assert body(edited, 1) == replace(body(base, 1), colour="white")


def test_night_falls_on_the_same_picture(layouts: Layouts, base: Plan) -> None:
    edited = layouts.plan(replace(SCENE, time="night"), 99, base)
    assert edited.layers == base.layers and base.backdrop
    assert edited.backdrop == replace(base.backdrop, time="night")


@pytest.mark.parametrize("left", [(0, 1), (0, 2), (2,), (1,)])
def test_removing_things_leaves_the_others_where_they_are(layouts: Layouts, base: Plan, left: tuple[int, ...]) -> None:
    edited = layouts.plan(SCENE.with_things([SCENE.thing(id) for id in left]), 99, base)
    assert edited.layers == tuple(layers(base, *left)) and edited.backdrop == base.backdrop


def test_the_order_of_things_says_nothing(layouts: Layouts, base: Plan) -> None:
    assert layouts.plan(replace(SCENE, things=SCENE.things[::-1]), 99, base).layers == base.layers


def test_what_comes_finds_free_room(layouts: Layouts) -> None:
    pigs = Scene(tuple(Thing(id, "pig", "pink", "sleeping") for id in range(3)), place="grass")
    for seed in range(6):
        before = layouts.plan(pigs, seed)
        plan = layouts.plan(replace(pigs, things=(*pigs.things, Thing(3, "dog"))), seed + 100, before)
        dog = box(body(plan, 3).pose, "dog")
        assert max(covered(dog, box(body(plan, id).pose, "pig")) for id in range(3)) < 0.2


def test_where_there_is_room_nothing_steps_aside(layouts: Layouts) -> None:
    cat = Layer("cat", Pose(0.2, 0.75, 0.3), 1, of=0)
    alone = Plan(Scene((Thing(0, "cat"),), place="grass"), Backdrop("grass", "day", 2), (cat,), 3)
    for seed in range(6):
        both = layouts.plan(Scene((Thing(0, "cat"), Thing(5, "dog")), place="grass"), seed, alone)
        assert body(both, 0) == cat and body(both, 5).pose.x > 0.45 and both.backdrop == alone.backdrop


def test_where_there_is_none_what_is_there_makes_room(layouts: Layouts) -> None:
    for seed in range(6):
        alone = layouts.plan(Scene((Thing(0, "cat"),), place="grass"), seed)
        both = layouts.plan(Scene((Thing(0, "cat"), Thing(1, "elephant")), place="grass"), seed, alone)
        assert loudness(both) < 0.2
        before, after = body(alone, 0), body(both, 0)
        assert (after.seed, after.pose.flip) == (before.seed, before.pose.flip)


@pytest.mark.parametrize("relation", ["left_of", "right_of", "above"])
def test_what_comes_finds_its_side(layouts: Layouts, relation: str) -> None:
    cat = Thing(7, "cat", "black")
    for seed in range(6):
        alone = layouts.plan(Scene((cat,), place="grass"), seed)
        scene = Scene((cat, Thing(8, "apple")), (Relation(8, relation, 7),), "grass")
        both = layouts.plan(scene, 99 + seed, alone)
        assert body(both, 7).seed == body(alone, 7).seed and not broken(scene, both.poses())


def test_a_new_relation_moves_who_it_is_said_of(layouts: Layouts) -> None:
    things = Thing(0, "cat"), Thing(1, "dog")
    for seed in range(6):
        left = layouts.plan(Scene(things, (Relation(0, "left_of", 1),), "grass"), seed)
        scene = Scene(things, (Relation(0, "right_of", 1),), "grass")
        right = layouts.plan(scene, 99, left)
        assert not broken(scene, right.poses())
        assert [body(right, id).seed for id in (0, 1)] == [body(left, id).seed for id in (0, 1)]


def test_what_does_something_else_keeps_its_side_and_the_others_their_place(layouts: Layouts, base: Plan) -> None:
    for looks in ({"action": "sleeping"}, {"size": "small"}, {"action": "flying", "size": "small"}):
        edited = layouts.plan(SCENE.changed([2], **looks), 99, base)
        assert layers(edited, 0, 1) == layers(base, 0, 1)
        before, after = body(base, 2).pose, body(edited, 2).pose
        assert after != before and after.flip == before.flip and abs(after.x - before.x) < 0.12
        assert ("size" in looks) == (after.scale != before.scale)


def test_what_is_held_comes_to_the_hand_and_moves_nobody(layouts: Layouts) -> None:
    things = Thing(0, "cat"), Thing(1, "balloon")
    apart = layouts.plan(Scene(things, place="grass"), 5)
    held = layouts.plan(Scene(things, (Relation(0, "holds", 1),), "grass"), 99, apart)
    cat, balloon = body(held, 0), body(held, 1)
    assert cat.seed == body(apart, 0).seed and balloon.seed == body(apart, 1).seed
    assert abs(balloon.pose.x - cat.pose.x) < 0.7 * cat.pose.scale and balloon.pose.scale < cat.pose.scale
    same = layouts.plan(Scene((Thing(0, "cat"), Thing(1, "balloon", "red")), held.scene.relations, "grass"), 7, held)
    assert [layer.pose for layer in same.layers] == [layer.pose for layer in held.layers]


def test_who_wears_a_hat_keeps_it_when_jumping(layouts: Layouts) -> None:
    scene = Scene((Thing(0, "cat"), Thing(1, "hat")), (Relation(0, "wears", 1),), "grass")
    before = layouts.plan(scene, 5)
    after = layouts.plan(scene.changed([0], action="jumping"), 9, before)
    (cat, hat), (high, higher) = ([body(plan, id).pose for id in (0, 1)] for plan in (before, after))
    assert high.y < cat.y and higher.y - high.y == pytest.approx(hat.y - cat.y, abs=0.02)


def test_a_hat_without_its_cat_falls(layouts: Layouts) -> None:
    scene = Scene((Thing(0, "cat"), Thing(1, "hat")), (Relation(0, "wears", 1),), "grass")
    before = layouts.plan(scene, 5)
    after = layouts.plan(scene.with_things([scene.thing(1)]), 9, before)
    assert (
        body(after, 1).pose.foot > max(0.6, body(before, 1).pose.foot) and body(after, 1).seed == body(before, 1).seed
    )


def test_another_place_keeps_every_seed(layouts: Layouts, base: Plan) -> None:
    edited = layouts.plan(replace(SCENE, place="sea"), 99, base)
    assert {layer.of: layer.seed for layer in edited.bodies} == {layer.of: layer.seed for layer in base.bodies}
    assert edited.backdrop and base.backdrop
    assert edited.backdrop.place == "sea" and edited.backdrop.seed != base.backdrop.seed


def test_the_style_is_kept_unless_another_is_said(layouts: Layouts, base: Plan) -> None:
    assert all(layouts.plan(SCENE, seed, base).style == base.style for seed in range(4))
    other = "flat" if base.style != "flat" else "bold"
    assert {layer.style for layer in layouts.plan(replace(SCENE, style=other), 99, base).bodies} == {other}


def test_a_scene_without_things_is_a_backdrop(layouts: Layouts) -> None:
    plan = layouts.plan(Scene(place="sea", time="night"), 3)
    assert plan.layers == () and (plan.place, plan.time, plan.style) == ("sea", "night", None)
    grown = layouts.plan(Scene(CATS[:1], place="sea", time="night"), 4, plan)
    assert len(grown.bodies) == 1 and grown.backdrop == plan.backdrop


def test_a_sticker_changes_colour_where_it_is(layouts: Layouts, base: Plan) -> None:
    stuck = as_sticker(base)
    edited = as_sticker(layouts.plan(stuck.scene.changed([2], colour="blue"), 99, stuck, sticker=True))
    assert [layer.pose for layer in edited.bodies] == [layer.pose for layer in stuck.bodies]


def test_what_comes_into_a_sticker_stands_beside(layouts: Layouts) -> None:
    stuck = as_sticker(layouts.plan(Scene((Thing(0, "cat"),)), 5))
    scene = Scene((Thing(0, "cat"), Thing(1, "dog")))
    both = as_sticker(layouts.plan(scene, 9, stuck, sticker=True))
    assert both.backdrop is None and body(both, 0).seed == body(stuck, 0).seed and loudness(both) < 0.2


def test_a_missing_planner_is_named(tmp_path: Path) -> None:
    shutil.copytree(WEIGHTS / "planner", tmp_path / "planner")
    (tmp_path / "planner" / "model.safetensors").unlink()
    with pytest.raises(WeightsError, match=r"planner/model\.safetensors .*git checkout"):
        Layouts(tmp_path)
