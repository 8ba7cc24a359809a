"""What hangs together: who hangs on whom, and where a comic draws it."""

import random

import pytest

from rendering.heads import head_of, located
from rendering.layout import lay_out
from rendering.settle import box, covered
from rendering.ties import Tie, clusters, hung, lies_before, ties
from world.plan import Pose
from world.scene import Relation, Scene, Thing
from world.vocabulary import DEEDS, OBJECTS, STYLES

STANDS = Pose(0.5, 0.6, 0.4)


def scene(*objects: str, relations: tuple[tuple[int, str, int], ...] = ()) -> Scene:
    things = tuple(Thing(id, object) for id, object in enumerate(objects))
    return Scene(things, tuple(Relation(*each) for each in relations))


def two(
    relation: str, what: str = "apple", who: str = "cat", flip: bool = False, style: str = "flat"
) -> tuple[Pose, Pose]:
    """Where somebody and what they do something with lie."""
    both = scene(who, what, relations=((0, relation, 1),))
    links = ties(both)
    under = 1 if relation in ("on", "rides") else 0
    poses = {under: Pose(0.5, 0.6, 0.4, flip=flip)}
    if links[0].loose:
        poses |= {0: Pose(0.3, 0.6, 0.4), 1: Pose(0.8, 0.5, 0.3)}
    placed = hung(both, poses, links, style, random.Random(0))
    return placed[0], placed[1]


def test_each_thing_hangs_on_one_other_and_never_in_a_circle() -> None:
    chain = scene(
        "cat", "horse", "hat", "dog", relations=((0, "wears", 2), (0, "rides", 1), (3, "holds", 2), (1, "on", 0))
    )
    assert ties(chain) == (Tie(0, 1, "rides", True), Tie(2, 0, "wears"))
    assert clusters(chain, ties(chain)) == [(0, 1, 2), (3,)]
    assert ties(scene("cat", "dog", relations=((0, "hugs", 1), (1, "hugs", 0)))) == (Tie(1, 0, "hugs"),)


def test_positions_tie_nothing_and_crowds_of_neighbours_do_not_either() -> None:
    assert ties(scene("cat", "dog", relations=((0, "left_of", 1),))) == ()
    many = scene("cat", "cat", "cat", "dog", relations=tuple((id, "next_to", 3) for id in range(3)))
    assert ties(many) == ()


def test_what_came_later_comes_to_what_was_there() -> None:
    assert ties(scene("cat", "dog", relations=((1, "next_to", 0),))) == (Tie(1, 0, "next_to", True),)


@pytest.mark.parametrize("relation", ["holds", "eats", "drinks", "plays", "gives"])
@pytest.mark.parametrize("flip", [False, True])
def test_what_is_held_is_smaller_and_touches_on_the_side_to_which_its_holder_looks(relation: str, flip: bool) -> None:
    cat, apple = two(relation, flip=flip)
    assert 0.4 * cat.scale < apple.scale < 0.65 * cat.scale
    assert (apple.x > cat.x) == flip and abs(apple.x - cat.x) - 0.5 * apple.scale < 0.5 * cat.scale
    assert box(cat, "cat").top < apple.y < box(cat, "cat").bottom


def test_two_hands_hold_two_things() -> None:
    both = scene("panda", "apple", "flower", relations=((0, "holds", 1), (0, "holds", 2)))
    placed = hung(both, {0: STANDS}, ties(both), "flat", random.Random(0))
    assert placed[1].x < STANDS.x < placed[2].x


@pytest.mark.parametrize("style", [value.key for value in STYLES])
@pytest.mark.parametrize("who", ["cat", "panda", "girl", "horse"])
def test_a_hat_is_on_the_head_and_glasses_are_on_the_face(who: str, style: str) -> None:
    wearer, hat = two("wears", "hat", who, style=style)
    _, glasses = two("wears", "sunglasses", who, style=style)
    drawn = box(wearer, who)
    assert drawn.top < hat.foot < drawn.top + 0.3 * (drawn.bottom - drawn.top) and hat.y < hat.foot - 0.05
    face = located(wearer, who, head_of(who, style).face)
    assert abs(glasses.x - face[0]) < 1e-6 and drawn.top < box(glasses, "sunglasses").top < face[1] < drawn.bottom


def test_clothes_lie_before_the_body_and_shoes_at_the_feet() -> None:
    dog, shirt = two("wears", "t-shirt", "horse")
    assert abs(shirt.x - dog.x) < 0.2 * dog.scale and shirt.scale < dog.scale
    dog, shoe = two("wears", "sneaker", "horse")
    assert abs(shoe.foot - dog.foot) < 0.2 * dog.scale
    wearing = scene("cat", "hat", "horse", relations=((0, "wears", 1), (0, "rides", 2)))
    assert [lies_before(wearing, tie) for tie in ties(wearing)] == [False, True]


@pytest.mark.parametrize("mount", ["horse", "bicycle", "car"])
def test_riders_sit_on_top_and_are_smaller(mount: str) -> None:
    rider, under = two("rides", mount)
    assert rider.scale < under.scale and rider.flip == under.flip
    assert box(under, mount).top < rider.foot < box(under, mount).top + 0.45 * under.scale and rider.y < under.y


def test_loads_lie_on_the_back() -> None:
    bearer, load = two("carries", "package", "horse")
    assert load.scale < bearer.scale and load.y < bearer.y and load.foot < bearer.y + 0.1 * bearer.scale


@pytest.mark.parametrize(("relation", "gap"), [("hugs", -0.02), ("pushes", 0.0), ("next_to", 0.05), ("looks_at", 0.06)])
def test_who_stands_together_touches_or_nearly(relation: str, gap: float) -> None:
    first, second = two(relation, "dog")
    air = abs(second.x - first.x) - 0.47 * (first.scale + second.scale)
    assert gap - 0.05 < air < gap + 0.05 and second.foot == pytest.approx(first.foot)


def test_friends_face_each_other_and_who_looks_faces_what_it_looks_at() -> None:
    first, second = two("hugs", "dog")
    assert (first.flip, second.flip) == (True, False)
    first, second = two("looks_at", "television")
    assert first.flip is True


def test_the_moon_that_is_looked_at_stays_in_the_sky() -> None:
    cat, moon = two("looks_at", "moon")
    assert moon.y == 0.5 and moon.foot != cat.foot


@pytest.mark.parametrize("relation", [value.key for value in DEEDS])
def test_every_deed_is_laid_out_for_every_thing(relation: str) -> None:
    for thing in OBJECTS:
        who, what = two(relation, thing.key, "boy") if thing.key != "boy" else two(relation, "dog", "boy")
        assert 0 < who.scale < 1 and 0 < what.scale < 1


def test_every_head_is_known() -> None:
    for thing in OBJECTS:
        for style in STYLES:
            assert 0 < head_of(thing.key, style.key).wide <= 1


@pytest.mark.parametrize(("relation", "who"), [("behind", "cat"), ("in_front_of", "cat"), ("behind", "elephant")])
def test_what_is_behind_stands_higher_and_both_are_seen(relation: str, who: str) -> None:
    first, second = two(relation, "house", who)
    back, front = (first, second) if relation == "behind" else (second, first)
    what = {first: who, second: "house"}
    assert back.foot < front.foot - 0.03
    hidden = covered(box(back, what[back]), box(front, what[front]))
    assert 0.05 < hidden < 0.6


def test_the_moon_behind_a_house_looks_out_over_its_roof() -> None:
    both = scene("moon", "house", relations=((0, "behind", 1),))
    house = Pose(0.5, 0.6, 0.4)
    placed = hung(both, {0: Pose(0.3, 0.2, 0.3), 1: house}, ties(both), "flat", random.Random(0))
    moon = placed[0]
    assert placed[1] == house and box(moon, "moon").top < box(house, "house").top < moon.foot


def test_layers_say_what_is_in_front() -> None:
    for relation, order in (("behind", ["cat", "tree"]), ("in_front_of", ["tree", "cat"])):
        plan = lay_out(scene("cat", "tree", relations=((0, relation, 1),)), random.Random(3))
        assert [body.what for body in plan.bodies] == order
