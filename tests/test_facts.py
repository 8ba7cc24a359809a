"""What is told of a view: kinds of things with their facts, a relation where it is plain, then the whole."""

import pytest

from img2txt.description import SeenFact
from img2txt.facts import SURE_RELATION, seen_facts, seen_relation, seen_scene
from tests.sights import single, view
from world.gist import Gist, Kind


def told(*singles, **whole: str) -> list[tuple[str, str, int | None]]:
    return [(fact.fact, fact.value, fact.of) for fact in seen_facts(view(*singles, **whole))]


def test_everything_that_is_seen_is_told_in_order() -> None:
    facts = told(
        single("cat", "black", x=0.2, action="jumping", style="flat"),
        single("dog", x=0.8, present=0.9, size="big", style="flat"),
        place="grass",
        time="night",
    )
    assert facts == [
        ("object", "cat", 0),
        ("colour", "black", 0),
        ("count", "1", 0),
        ("action", "jumping", 0),
        ("object", "dog", 1),
        ("count", "1", 1),
        ("size", "big", 1),
        ("relation", "left_of", None),
        ("place", "grass", None),
        ("time", "night", None),
        ("style", "flat", None),
    ]


def test_an_empty_view_tells_the_time_only() -> None:
    assert told() == [("time", "day", None)]


def test_probabilities_are_shares() -> None:
    facts = seen_facts(view(single("cat", "black", present=0.6), single("cat", "black", present=0.6)))
    assert facts[0] == SeenFact("object", "cat", 0, 0.84)
    assert SeenFact("count", "2", 0, 0.36) in facts
    assert all(0 <= fact.probability <= 1 for fact in facts)


def test_each_kind_keeps_its_own_colour() -> None:
    facts = told(single("cat", "red", x=0.2), single("dog", "blue", x=0.8, present=0.8))
    assert ("colour", "red", 0) in facts and ("colour", "blue", 1) in facts
    assert ("colour", "blue", 0) not in facts and ("colour", "red", 1) not in facts


def test_twins_are_two_kinds() -> None:
    facts = told(single("cat", "black", x=0.2), single("cat", "white", x=0.8, present=0.8))
    assert [fact for fact in facts if fact[0] in ("object", "colour", "count", "relation")] == [
        ("object", "cat", 0),
        ("colour", "black", 0),
        ("count", "1", 0),
        ("object", "cat", 1),
        ("colour", "white", 1),
        ("count", "1", 1),
        ("relation", "left_of", None),
    ]


@pytest.mark.parametrize(
    "first,second,relation",
    [
        ((0.2, 0.5), (0.8, 0.5), "left_of"),
        ((0.8, 0.5), (0.2, 0.5), "right_of"),
        ((0.5, 0.2), (0.5, 0.8), "above"),
        ((0.5, 0.8), (0.5, 0.2), "below"),
        ((0.5, 0.45), (0.5, 0.7), "on"),  # both 0.3 high: the cat's feet on the dog's head
        ((0.5, 0.7), (0.5, 0.45), "on"),  # and the dog, less sure, on the cat: it is told first
    ],
)
def test_a_plain_relation_is_told(first: tuple[float, float], second: tuple[float, float], relation: str) -> None:
    seen = view(single("cat", x=first[0], y=first[1]), single("dog", x=second[0], y=second[1], present=0.9))
    found = seen_relation(seen)
    assert found is not None and found.value == relation and found.probability >= SURE_RELATION


def test_no_relation_where_it_is_not_plain() -> None:
    assert seen_relation(view(single("cat", x=0.2))) is None
    assert seen_relation(view(single("cat", x=0.2, y=0.2), single("dog", x=0.5, y=0.5))) is None
    assert seen_relation(view(single("cat", x=0.2), single("dog", x=0.8, present=0.4))) is None


def test_a_view_as_a_scene_that_could_be_drawn() -> None:
    cats = [single("cat", "black", x=0.1 * n, action="sleeping") for n in range(5)]
    seen = view(*cats, single("dog", present=0.9), single("pig", present=0.5), place="sea", time="night")
    assert seen_scene(seen) == Gist((Kind("cat", "black", 4, "sleeping"), Kind("dog")), None, "sea", "night")
    assert seen_scene(view()) == Gist(time="day")
