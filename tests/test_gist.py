"""A scene says its facts in order, refuses what cannot be drawn, and survives JSON."""

import json
import random

import pytest

from rendering.sampling import random_scene
from world.facts import Fact
from world.gist import Gist, Kind

CAT = Kind("cat", "black", 2, "jumping", "big")
SCENE = Gist((CAT, Kind("tree")), "left_of", "grass", "night", "flat")


def test_facts_come_thing_by_thing_then_for_the_whole() -> None:
    assert SCENE.facts() == (
        Fact("object", "cat", 0),
        Fact("colour", "black", 0),
        Fact("count", "2", 0),
        Fact("action", "jumping", 0),
        Fact("size", "big", 0),
        Fact("object", "tree", 1),
        Fact("count", "1", 1),
        Fact("relation", "left_of"),
        Fact("place", "grass"),
        Fact("time", "night"),
        Fact("style", "flat"),
    )


def test_what_nobody_said_is_no_fact() -> None:
    assert Gist().facts() == ()
    assert Fact("colour", "natural", 0) not in Gist((Kind("cat", "natural"),)).facts()


def test_one_thing_is_replaced_and_the_rest_stays() -> None:
    changed = SCENE.with_thing(0, Kind("dog"))
    assert changed.things == (Kind("dog"), SCENE.things[1])
    assert changed.relation == "left_of" and changed.place == "grass"
    assert SCENE.with_thing(1, Kind("dog")).things == (CAT, Kind("dog"))


def test_every_scene_survives_json() -> None:
    rng = random.Random(0)
    for scene in [SCENE, Gist(), *(random_scene(rng) for _ in range(200))]:
        assert Gist.from_json(json.loads(json.dumps(scene.to_json()))) == scene


@pytest.mark.parametrize("count", [0, 9, -1])
def test_counts_that_cannot_be_drawn_are_refused(count: int) -> None:
    with pytest.raises(ValueError, match=f"count {count} of cat; a picture holds 1 to 8 things"):
        Kind("cat", count=count)


def test_what_is_not_in_the_vocabulary_is_refused() -> None:
    with pytest.raises(KeyError, match="no object 'samurai'"):
        Kind("samurai")
    with pytest.raises(KeyError, match="no colour 'octarine'"):
        Kind("cat", "octarine")
    with pytest.raises(KeyError, match="no place 'moonbase'"):
        Gist(place="moonbase")


def test_there_are_no_more_kinds_than_things_and_a_relation_needs_two() -> None:
    with pytest.raises(ValueError, match="9 kinds of things; a picture holds at most 8 things"):
        Gist((CAT,) * 9)
    with pytest.raises(ValueError, match="needs two kinds"):
        Gist((CAT,), relation="above")


def test_a_style_alone_shows_nothing() -> None:
    assert not Gist().drawable and not Gist(style="bold").drawable
    assert Gist(place="beach").drawable and Gist(time="night").drawable and Gist((Kind("cat"),)).drawable
