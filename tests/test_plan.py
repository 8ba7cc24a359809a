"""The shipped planner lays scenes out; an edit changes what was asked for and leaves the rest where it was."""

import math
import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from models.weights import WeightsError
from rendering.sampling import random_scene
from txt2img.plan import Layouts, base_style
from txt2img.vary import varied
from world.gist import Gist, Kind
from world.plan import Layer, Plan
from world.vocabulary import MARKS

WEIGHTS = Path(__file__).parent.parent / "weights"
CAT, DOG = Kind("cat", "black", 2, "running"), Kind("dog", "red")
SCENE = Gist((CAT, DOG), place="grass")


@pytest.fixture(scope="module")
def layouts() -> Layouts:
    return Layouts(WEIGHTS)


@pytest.fixture(scope="module")
def base(layouts: Layouts) -> Plan:
    return layouts.plan(SCENE, 5)


def bodies(plan: Plan, what: str | None = None) -> list[Layer]:
    return [layer for layer in plan.layers if layer.what not in MARKS and what in (None, layer.what)]


def stand(plan: Plan, what: str) -> list[tuple[object, int]]:
    """Where the things of a kind are, and their seeds."""
    return [(layer.pose, layer.seed) for layer in bodies(plan, what)]


def test_the_same_seed_gives_the_same_plan(layouts: Layouts, base: Plan) -> None:
    assert layouts.plan(SCENE, 5) == base
    other = layouts.plan(SCENE, 6)
    assert [layer.pose for layer in other.layers] != [layer.pose for layer in base.layers]
    assert (base.seed, other.seed) == (5, 6)


def test_a_plan_holds_what_the_scene_says(layouts: Layouts) -> None:
    rng = random.Random(0)
    for seed, scene in enumerate(random_scene(rng) for _ in range(30)):
        plan = layouts.plan(scene, seed)
        assert plan.scene == scene and plan.backdrop.place == scene.place
        for of, thing in enumerate(scene.things):
            drawn = [layer for layer in bodies(plan) if layer.of == of]
            assert [layer.what for layer in drawn] == [thing.object] * thing.count
            assert {layer.colour for layer in drawn} == {thing.colour or "natural"}
        for layer in bodies(plan):
            half = layer.pose.scale / 2
            assert 0.79 * half <= layer.pose.x <= 1 - 0.79 * half and 0.84 * half <= layer.pose.y <= 1 - 0.84 * half
        assert len({layer.style for layer in bodies(plan)}) == 1


@pytest.mark.parametrize("relation", ["left_of", "right_of", "above", "below"])
def test_relations_mostly_hold(layouts: Layouts, relation: str) -> None:
    held = 0
    for seed in range(40):
        plan = layouts.plan(Gist((Kind("cat"), Kind("tree")), relation, "grass"), seed)
        (cat,), (tree,) = bodies(plan, "cat"), bodies(plan, "tree")
        dx, dy = tree.pose.x - cat.pose.x, tree.pose.y - cat.pose.y
        held += {"left_of": dx, "right_of": -dx, "above": dy, "below": -dy}[relation] > 0
    assert held == 40


def test_editing_a_colour_changes_that_colour_and_nothing_else(layouts: Layouts, base: Plan) -> None:
    scene = SCENE.with_thing(1, replace(DOG, colour="blue"))
    edited = layouts.plan(scene, 99, base)
    expected = tuple(replace(layer, colour="blue") if layer.what == "dog" else layer for layer in base.layers)
    assert edited.layers == expected
    assert edited.backdrop == base.backdrop


def test_night_falls_on_the_same_picture(layouts: Layouts, base: Plan) -> None:
    edited = layouts.plan(replace(SCENE, time="night"), 99, base)
    assert edited.layers == base.layers
    assert edited.backdrop == replace(base.backdrop, time="night")


def test_removing_a_thing_leaves_the_other_where_it_is(layouts: Layouts, base: Plan) -> None:
    without_dog = layouts.plan(replace(SCENE, things=(CAT,)), 99, base)
    without_cats = layouts.plan(replace(SCENE, things=(DOG,)), 99, base)
    assert stand(without_dog, "cat") == stand(base, "cat") and not bodies(without_dog, "dog")
    assert stand(without_cats, "dog") == stand(base, "dog") and not bodies(without_cats, "cat")
    assert without_dog.backdrop == without_cats.backdrop == base.backdrop


def test_removing_a_thing_and_its_relation_leaves_the_other_where_it_is(layouts: Layouts) -> None:
    beside = layouts.plan(replace(SCENE, relation="left_of"), 5)
    assert stand(layouts.plan(replace(SCENE, things=(CAT,)), 99, beside), "cat") == stand(beside, "cat")


def test_the_twin_that_stays_is_the_one_that_was_meant(layouts: Layouts) -> None:
    black, white = Kind("cat", "black"), Kind("cat", "white")
    both = layouts.plan(Gist((black, white), place="grass"), 5)
    (stays,) = bodies(layouts.plan(Gist((white,), place="grass"), 99, both))
    assert stays == replace(next(cat for cat in bodies(both) if cat.colour == "white"), of=0)


def test_adding_a_thing_leaves_the_first_where_it_is(layouts: Layouts) -> None:
    alone = layouts.plan(Gist((CAT,), place="grass"), 5)
    both = layouts.plan(SCENE, 99, alone)
    assert stand(both, "cat") == stand(alone, "cat") and len(bodies(both, "dog")) == 1
    assert both.backdrop == alone.backdrop


@pytest.mark.parametrize("relation", ["left_of", "right_of", "above", "next_to"])
def test_what_comes_finds_its_side_of_what_is_there(layouts: Layouts, relation: str) -> None:
    cat = Kind("cat", "black")
    for seed in range(10):
        alone = layouts.plan(Gist((cat,), place="grass"), seed)
        both = layouts.plan(Gist((Kind("apple", count=2), cat), relation, "grass"), 99, alone)
        before, after = alone.layers[0], bodies(both, "cat")[0]
        assert replace(after, pose=before.pose, of=0) == before  # drawn as it was, if somewhere else
        assert (after.pose.scale, after.pose.flip, after.pose.angle) == (
            before.pose.scale,
            before.pose.flip,
            before.pose.angle,
        )
        side = {"left_of": "x", "right_of": "x", "above": "y"}.get(relation)
        if side:
            gaps = [
                getattr(bodies(both, "cat")[0].pose, side) - getattr(apple.pose, side)
                for apple in bodies(both, "apple")
            ]
            assert all((gap > 0) == (relation != "right_of") for gap in gaps)


def test_what_changes_keeps_its_side_and_the_other_its_place(layouts: Layouts, base: Plan) -> None:
    for changes in ({"action": "sleeping"}, {"size": "big"}, {"action": "flying", "size": "small"}):
        edited = layouts.plan(SCENE.with_thing(1, replace(DOG, **changes)), 99, base)
        assert stand(edited, "cat") == stand(base, "cat")
        (before,), (after,) = bodies(base, "dog"), bodies(edited, "dog")
        assert after.pose != before.pose and after.pose.flip == before.pose.flip
        assert abs(after.pose.x - before.pose.x) < 0.1
        assert ("size" in changes) == (after.pose.scale != before.pose.scale)


def test_one_cat_is_not_two(layouts: Layouts) -> None:
    black, white = Kind("cat", "black"), Kind("cat", "white")
    alone = layouts.plan(Gist((black,), place="grass"), 5)
    first, second = bodies(layouts.plan(Gist((black, white), place="grass"), 99, alone))
    assert first.seed != second.seed and abs(first.pose.x - second.pose.x) > 0.1


def test_what_flies_moves_aside_until_the_eye_sees_it_there(layouts: Layouts) -> None:
    dragon, castle = Kind("dragon", "blue", action="flying"), Kind("castle")
    held = 0
    for seed in range(10):
        above = layouts.plan(Gist((dragon, castle), "above", "mountains"), seed)
        beside = layouts.plan(Gist((dragon, castle), "right_of", "mountains"), 99, above)
        (flies,), (stands,) = bodies(beside, "dragon"), bodies(beside, "castle")
        held += flies.pose.x - stands.pose.x > abs(flies.pose.y - stands.pose.y)
    assert held >= 9


def test_two_that_became_alike_are_still_the_same_two(layouts: Layouts) -> None:
    both = layouts.plan(Gist((Kind("cat", "black"), Kind("cat", "white")), place="grass"), 5)
    alike = layouts.plan(Gist((Kind("cat", "red", 2),), place="grass"), 99, both)
    assert sorted(layer.seed for layer in bodies(alike)) == sorted(layer.seed for layer in bodies(both))


def test_what_carried_the_other_stands_on_it_after_a_swap(layouts: Layouts) -> None:
    cat, drum = Kind("cat"), Kind("drum")
    before = layouts.plan(Gist((cat, drum), "on", "grass"), 5)
    after = layouts.plan(Gist((drum, cat), "on", "grass"), 99, before)
    (up,), (down,) = bodies(after, "drum"), bodies(after, "cat")
    assert up.pose.y < down.pose.y and down.pose.y > 0.6 and abs(up.pose.x - down.pose.x) < 0.5 * down.pose.scale


def test_a_change_after_a_variation_leaves_the_other_s_marks(layouts: Layouts, base: Plan) -> None:
    alike = varied(base, 3)
    edited = layouts.plan(SCENE.with_thing(1, replace(DOG, colour="blue")), 99, alike)
    cats = [[layer for layer in plan.layers if layer.of == 0] for plan in (alike, edited)]
    assert cats[0] == cats[1]


def test_another_place_keeps_every_seed(layouts: Layouts, base: Plan) -> None:
    edited = layouts.plan(replace(SCENE, place="sea"), 99, base)
    seeds = sorted((layer.what, layer.seed) for layer in bodies(edited))
    assert seeds == sorted((layer.what, layer.seed) for layer in bodies(base))
    assert edited.backdrop.place == "sea" and edited.backdrop.seed != base.backdrop.seed


def test_one_more_keeps_the_seeds_of_those_that_were_there(layouts: Layouts, base: Plan) -> None:
    edited = layouts.plan(SCENE.with_thing(0, replace(CAT, count=3)), 99, base)
    before, after = ({layer.seed for layer in bodies(plan, "cat")} for plan in (base, edited))
    assert before < after and len(after) == 3
    assert {layer.seed for layer in bodies(edited, "dog")} == {layer.seed for layer in bodies(base, "dog")}


def test_the_style_is_kept_unless_another_is_said(layouts: Layouts, base: Plan) -> None:
    for seed in range(8):
        assert base_style(layouts.plan(SCENE, seed, base)) == base_style(base)
    other = "flat" if base_style(base) != "flat" else "bold"
    assert {layer.style for layer in bodies(layouts.plan(replace(SCENE, style=other), 99, base))} == {other}


def test_a_scene_without_things_is_a_backdrop(layouts: Layouts) -> None:
    plan = layouts.plan(Gist(place="sea", time="night"), 3)
    assert plan.layers == () and (plan.backdrop.place, plan.backdrop.time) == ("sea", "night")
    assert base_style(plan) is None
    grown = layouts.plan(Gist((CAT,), place="sea", time="night"), 4, plan)
    assert len(bodies(grown)) == 2 and grown.backdrop == plan.backdrop


def test_a_missing_planner_is_named(tmp_path: Path) -> None:
    shutil.copytree(WEIGHTS / "planner", tmp_path / "planner")
    (tmp_path / "planner" / "model.safetensors").unlink()
    with pytest.raises(WeightsError, match=r"planner/model\.safetensors .*git checkout"):
        Layouts(tmp_path)


def test_what_is_new_finds_room(layouts: Layouts) -> None:
    pigs = Gist((Kind("pig", "pink", 3, "sleeping"),))
    for seed in range(6):
        base = layouts.plan(pigs, seed)
        plan = layouts.plan(Gist((*pigs.things, Kind("dog"))), seed + 100, base)
        (dog,) = (layer.pose for layer in bodies(plan) if layer.what == "dog")
        nearest = min(math.dist((dog.x, dog.y), (b.pose.x, b.pose.y)) for b in bodies(plan) if b.what == "pig")
        assert nearest > 0.3 * dog.scale
