"""Scenes read: when two say the same, and the free wordings that stand in a file."""

from evaluation.read import WORDINGS, natural_unsaid, requests, same_scene, swapped, told, wordings
from world.gist import Gist, Kind
from world.heldout import is_held_out
from world.vocabulary import NATURAL

CAT, DOG = Kind("cat", "red"), Kind("dog", count=2)


def test_the_two_things_may_be_swapped_with_the_relation() -> None:
    assert same_scene(Gist((CAT, DOG), "above"), Gist((DOG, CAT), "below"))
    assert same_scene(Gist((CAT, DOG), "next_to"), Gist((DOG, CAT), "next_to"))
    assert same_scene(Gist((CAT, DOG)), Gist((DOG, CAT)))
    assert not same_scene(Gist((CAT, DOG), "above"), Gist((DOG, CAT), "above"))
    assert swapped(swapped(Gist((CAT, DOG), "left_of"))) == Gist((CAT, DOG), "left_of")


def test_a_natural_colour_is_none_said() -> None:
    assert natural_unsaid(Gist((Kind("cat", NATURAL),))) == Gist((Kind("cat"),))
    assert same_scene(Gist((Kind("cat", NATURAL),)), Gist((Kind("cat"),)))


def test_any_other_difference_is_one() -> None:
    assert not same_scene(Gist((CAT,)), Gist((DOG,)))
    assert not same_scene(Gist((CAT,), place="sea"), Gist((CAT,)))


def test_requests_are_held_out_and_equally_many_in_each_language() -> None:
    some = list(requests(4, seed=0))
    assert [wording.language for wording in some] == ["en"] * 4 + ["zh"] * 4
    assert all(is_held_out(wording.scene) and wording.text for wording in some)
    assert some == list(requests(4, seed=0))


def test_wordings_can_be_read() -> None:
    assert {wording.language for wording in wordings(WORDINGS)} == {"en", "zh"}


def test_facts_in_one_line() -> None:
    assert told(Gist((CAT, DOG), "above")) == "cat, red, ×1, dog, ×2, above"
