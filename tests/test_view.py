"""How surely facts hold in what was seen, and which kind is told first."""

from dataclasses import replace

import pytest

from tests.sights import single, view
from world.facts import Fact
from world.gist import Gist, Kind
from world.plan import MARGIN
from world.scene import Relation, Scene, Thing
from world.vocabulary import TIMES
from world.vocabulary import thing as vocabulary_thing

CAR = single("car", x=0.5, y=0.7, scale=0.4)
TOP = 0.7 + 0.4 * (0.5 - MARGIN) - vocabulary_thing("car").tall * (1 - 2 * MARGIN) * 0.4  # of the drawn car


def rider(above: float = 0.0, x: float = 0.5, present: float = 1.0):
    """A bird whose feet are so far above the top of the car."""
    scale = 0.2
    return single("bird", x=x, y=TOP - above - scale * (0.5 - MARGIN), scale=scale, present=present)


def test_what_stands_on_another_is_told_before_it() -> None:
    bird = rider(present=0.6)
    assert [kind[0] for kind in view(CAR, bird).kinds()] == [bird, CAR]
    far = replace(bird, y=0.15)
    assert [kind[0] for kind in view(CAR, far).kinds()] == [CAR, far]  # else the surest


def test_only_the_two_surest_change_places() -> None:
    bird, sun = rider(present=0.6), single("sun", x=0.1, y=0.1, present=0.9)
    assert [kind[0] for kind in view(CAR, sun, bird).kinds()] == [CAR, sun, bird]


def test_on_and_above_are_believed_as_they_are_seen() -> None:
    scene = Gist((Kind("bird"), Kind("car")))
    on, above = Fact("relation", "on"), Fact("relation", "above")
    assert view(CAR, rider()).probability(on, scene) > 0.9 > 0.1 > view(CAR, rider()).probability(above, scene)
    assert view(CAR, rider(0.25)).probability(above, scene) > 0.9 > 0.1 > view(CAR, rider(0.25)).probability(on, scene)
    assert view(CAR, rider(present=0.4)).probability(on, scene) == pytest.approx(0.4, abs=0.05)


def test_what_has_a_colour_by_nature_shows_it_unpainted() -> None:
    def yellow(what: str) -> float:
        scene = Gist((Kind(what, "yellow"),))
        return view(single(what, colour="natural")).probability(Fact("colour", "yellow", 0), scene)

    assert yellow("moon") > 0.9 > 0.1 > yellow("cat")


@pytest.mark.parametrize("time", [value.key for value in TIMES])
def test_every_time_is_read_as_it_is(time: str) -> None:
    assert view(time=time).probability(Fact("time", time), Gist(time=time)) == pytest.approx(1)


def test_what_must_be_absent_is_where_nobody_sees_it() -> None:
    absent = Fact("absent", "dog")
    assert view(single("cat")).probability(absent, Scene()) == 1
    assert view(single("dog", present=0.7)).probability(absent, Scene()) == pytest.approx(0.3)


def test_four_kinds_have_their_own_facts() -> None:
    things = [Thing(id, object) for id, object in enumerate(("cat", "dog", "sun", "tree", "tree"))]
    scene = Scene(tuple(things), (Relation(1, "left_of", 3), Relation(1, "left_of", 4)))
    seen = view(
        single("cat", x=0.1), single("dog", x=0.3), single("sun", y=0.1), *(single("tree", x=x) for x in (0.7, 0.9))
    )
    assert seen.probability(Fact("count", "2", 3), scene) == 1 == seen.probability(Fact("object", "sun", 2), scene)
    assert seen.probability(Fact("relation", "left_of", 1, 3), scene) > 0.9
    assert seen.probability(Fact("relation", "right_of", 1, 3), scene) < 0.1


def test_a_deed_that_cannot_be_told_is_as_likely_as_not() -> None:
    scene = Scene((Thing(0, "cat"), Thing(1, "dog")), (Relation(0, "looks_at", 1),))
    looks, seen = Fact("relation", "looks_at", 0, 1), view(single("cat", x=0.2), single("dog", x=0.8))
    assert seen.probability(looks, scene) == 0.5 and not seen.tells(looks, scene)
    assert seen.tells(Fact("relation", "hugs", 0, 1), scene) and seen.tells(Fact("place", "sea"), scene)
