"""How groups of single things stand to each other."""

from itertools import pairwise
from random import Random

import pytest

from img2txt.standing import Group, best_pair, group, related, stands, stands_on
from rendering.layout import lay_out
from rendering.ties import SUNK
from tests.sights import single
from world.gist import Gist, Kind
from world.plan import MARGIN
from world.scene import Relation, Scene, Thing
from world.vocabulary import INVERSE, RELATIONS
from world.vocabulary import thing as vocabulary_thing

CAR = single("car", x=0.5, y=0.7, scale=0.4)
TOP = 0.7 + 0.4 * (0.5 - MARGIN) - vocabulary_thing("car").tall * (1 - 2 * MARGIN) * 0.4  # of the drawn car


def rider(above: float = 0.0, x: float = 0.5, present: float = 1.0):
    """A bird whose feet are so far above the top of the car."""
    scale = 0.2
    return single("bird", x=x, y=TOP - above - scale * (0.5 - MARGIN), scale=scale, present=present)


def drawn(scene: Gist | Scene, seed: int) -> tuple[Group, Group]:
    """Where the two kinds of a scene stand when it is laid out by the rules."""
    plan = lay_out(scene, Random(seed))
    poses = plan.poses()
    first, second = (
        [single(thing.object, x=poses[thing.id].x, y=poses[thing.id].y, scale=poses[thing.id].scale) for thing in kind]
        for kind in plan.scene.groups()
    )
    return group(first), group(second)


def test_a_group_is_the_mean_by_shares() -> None:
    cats = [single("cat", x=0.2, y=0.4, scale=0.2), single("cat", x=0.8, y=0.6, scale=0.4)]
    assert group(cats).mean(lambda one: one.x) == pytest.approx(0.5)
    assert Group(cats, [0.75, 0.25]).mean(lambda one: one.x) == pytest.approx(0.35)


def test_feet_on_the_top_stand_on_it() -> None:
    sure = [stands_on(group([rider(above)]), group([CAR])) for above in (0.0, 0.03, 0.065, 0.1, 0.2)]
    assert sure[0] > 0.95 and sure[2] == pytest.approx(0.5, abs=0.01) and sure[-1] < 0.01
    assert all(nearer > farther for nearer, farther in pairwise(sure))
    assert stands_on(group([rider(-0.2)]), group([CAR])) < 0.01  # in front of it


def test_beside_the_top_is_not_on_it() -> None:
    assert stands_on(group([rider(x=0.62)]), group([CAR])) > 0.9
    assert stands_on(group([rider(x=0.85)]), group([CAR])) < 0.05


def test_relations_are_shares_of_which_the_stacked_ones_rule_each_other_out() -> None:
    for x, above in [(0.5, 0.0), (0.5, 0.05), (0.5, 0.3), (0.1, -0.2), (0.9, -0.2), (0.3, 0.1)]:
        bird, car = group([rider(above, x)]), group([CAR])
        sure = related(bird, car)
        assert list(sure) == [value.key for value in RELATIONS] and all(0 <= each <= 1 for each in sure.values())
        assert sum(sure.values()) - sure["next_to"] <= 1 + 1e-6
        assert sure["on"] + sure["above"] <= 1


@pytest.mark.parametrize("relation", [value.key for value in RELATIONS if value.key != "on"])
def test_the_other_way_round_is_the_inverse(relation: str) -> None:
    for x, above in [(0.5, 0.3), (0.1, -0.2), (0.9, -0.2), (0.3, 0.2)]:  # nothing stands on anything
        bird, car = group([rider(above, x)]), group([CAR])
        assert related(bird, car)[relation] == pytest.approx(related(car, bird)[INVERSE[relation]], abs=1e-6)


def test_what_carries_is_neither_on_nor_plainly_below() -> None:
    carrier, bird = group([CAR]), group([rider()])
    assert related(bird, carrier)["on"] > 0.9 and related(bird, carrier)["above"] < 0.1
    assert related(carrier, bird)["on"] < 0.01 and related(carrier, bird)["below"] < 0.1


@pytest.mark.parametrize("counts", [(1, 1), (2, 1), (3, 1), (2, 2), (1, 3), (3, 4)])
@pytest.mark.parametrize("relation", ["on", "above", "below", "left_of", "right_of"])
def test_a_layout_shows_the_relation_that_was_said(relation: str, counts: tuple[int, int]) -> None:
    things = (Kind("bird", count=counts[0]), Kind("car", count=counts[1]))
    seen = [related(*drawn(Gist(things, relation, "grass"), seed)) for seed in range(20)]
    right = sum(max((key for key in sure if key != "next_to"), key=sure.__getitem__) == relation for sure in seen)
    assert right >= 19


def test_the_sunken_feet_of_layouts_still_touch() -> None:
    assert stands_on(group([rider(-SUNK * vocabulary_thing("car").tall * 0.4)]), group([CAR])) > 0.9


def test_the_best_pair_stands_so_whatever_the_others_do() -> None:
    cats, dog = group([single("cat", x=0.1), single("cat", x=0.9)]), group([single("dog", x=0.5)])
    assert best_pair("left_of", cats, dog) > 0.9 and best_pair("right_of", cats, dog) > 0.9
    assert best_pair("above", cats, dog) < 0.1 and related(cats, dog)["left_of"] < 0.6


@pytest.mark.parametrize("relation", ["behind", "in_front_of"])
@pytest.mark.parametrize("objects", [("dog", "tree"), ("house", "mouse"), ("moon", "castle"), ("car", "car")])
def test_a_layout_shows_what_is_in_front(relation: str, objects: tuple[str, str]) -> None:
    things = tuple(
        Thing(id, object, colour) for id, (object, colour) in enumerate(zip(objects, ("red", "blue"), strict=True))
    )
    both = Scene(things, (Relation(0, relation, 1),), "grass")
    seen = [drawn(both, seed) for seed in range(10)]
    assert all(stands(relation, *each) > 0.5 > stands(INVERSE[relation], *each) for each in seen)


def test_beside_and_above_are_not_behind() -> None:
    cat, dog = group([single("cat", x=0.3)]), group([single("dog", x=0.7)])
    assert stands("behind", cat, dog) < 0.5 > stands("in_front_of", cat, dog)
    assert stands("behind", group([rider(0.3)]), group([CAR])) < 0.1
