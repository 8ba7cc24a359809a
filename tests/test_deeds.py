"""Deeds are told by where things are, or not at all."""

import pytest

from img2txt.deeds import deed
from img2txt.kinds import Single
from img2txt.standing import Group, group
from tests.sights import single


def told(relation: str, one: Single, other: Single, what: str = "apple") -> float | None:
    return deed(relation, what, group([one]), group([other]))


def sure(relation: str, one: Single, other: Single, what: str = "apple") -> float:
    found = told(relation, one, other, what)
    assert found is not None
    return found


CAT = single("cat", x=0.5, y=0.6, scale=0.4)


@pytest.mark.parametrize("relation", ["holds", "eats", "drinks", "plays", "gives", "hugs", "pushes", "carries"])
def test_who_does_something_with_a_thing_touches_it(relation: str) -> None:
    assert sure(relation, CAT, single("apple", x=0.7, y=0.6, scale=0.2)) > 0.9
    assert sure(relation, CAT, single("apple", x=0.95, y=0.6, scale=0.1)) < 0.1


def test_hats_are_above_and_glasses_before() -> None:
    assert sure("wears", CAT, single("hat", x=0.5, y=0.35, scale=0.2), "hat") > 0.9
    assert sure("wears", CAT, single("hat", x=0.5, y=0.75, scale=0.2), "hat") < 0.1
    assert sure("wears", CAT, single("glasses", x=0.5, y=0.6, scale=0.2), "glasses") > 0.9


def test_riders_are_above_what_they_ride() -> None:
    horse = single("horse", x=0.5, y=0.7, scale=0.4)
    assert sure("rides", single("girl", x=0.5, y=0.5, scale=0.3), horse, "horse") > 0.9
    assert sure("rides", single("girl", x=0.5, y=0.85, scale=0.3), horse, "horse") < 0.1


def test_who_looks_at_whom_and_what_is_hardly_seen_tells_nothing() -> None:
    assert told("looks_at", CAT, single("apple", x=0.7, y=0.6, scale=0.2)) is None
    hardly = Group((single("apple", x=0.7, y=0.6, scale=0.2),), (0.1,))
    assert deed("holds", "apple", group([CAT]), hardly) is None
