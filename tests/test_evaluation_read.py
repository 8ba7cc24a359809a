"""Scenes read: when two say the same, and the free wordings that stand in a file."""

from evaluation.read import WORDINGS, plain, requests, same_scene, swapped, told, wordings
from world.heldout import is_held_out
from world.scene import Scene, Thing
from world.vocabulary import NATURAL

CAT, DOG = Thing("cat", "red"), Thing("dog", count=2)


def test_the_two_things_may_be_swapped_with_the_relation() -> None:
    assert same_scene(Scene((CAT, DOG), "above"), Scene((DOG, CAT), "below"))
    assert same_scene(Scene((CAT, DOG), "next_to"), Scene((DOG, CAT), "next_to"))
    assert same_scene(Scene((CAT, DOG)), Scene((DOG, CAT)))
    assert not same_scene(Scene((CAT, DOG), "above"), Scene((DOG, CAT), "above"))
    assert swapped(swapped(Scene((CAT, DOG), "left_of"))) == Scene((CAT, DOG), "left_of")


def test_a_natural_colour_is_none_said() -> None:
    assert plain(Scene((Thing("cat", NATURAL),))) == Scene((Thing("cat"),))
    assert same_scene(Scene((Thing("cat", NATURAL),)), Scene((Thing("cat"),)))


def test_any_other_difference_is_one() -> None:
    assert not same_scene(Scene((CAT,)), Scene((DOG,)))
    assert not same_scene(Scene((CAT,), place="sea"), Scene((CAT,)))


def test_requests_are_held_out_and_equally_many_in_each_language() -> None:
    some = list(requests(4, seed=0))
    assert [wording.language for wording in some] == ["en"] * 4 + ["zh"] * 4
    assert all(is_held_out(wording.scene) and wording.text for wording in some)
    assert some == list(requests(4, seed=0))


def test_wordings_can_be_read() -> None:
    assert {wording.language for wording in wordings(WORDINGS)} == {"en", "zh"}


def test_facts_in_one_line() -> None:
    assert told(Scene((CAT, DOG), "above")) == "cat, red, ×1, dog, ×2, above"
