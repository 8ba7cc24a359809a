"""Facts told beside facts shown: which thing is meant, what is right, and the sums over many pictures."""

from random import Random

import pytest

from evaluation.facts import (
    Account,
    Check,
    Shares,
    Tally,
    account,
    calibration_error,
    found,
    pairs,
    shown,
    true,
)
from img2txt.description import SeenFact
from rendering.layout import lay_out
from world.gist import Gist, Kind

CAT_AND_DOG = Gist(
    (Kind("cat", "red", 2, "jumping"), Kind("dog", None, 1, None, "big")), "left_of", "beach", "night", "flat"
)
TOLD = account(CAT_AND_DOG.facts())


def told(*things: dict[str, str], **whole: str) -> Account:
    return Account(things, whole)


def right(checks) -> dict[tuple[str, str], bool]:
    return {(check.fact, check.value): check.right for check in checks}


def test_a_scene_told_as_it_is_has_everything_right() -> None:
    assert TOLD.things == (
        {"object": "cat", "colour": "red", "count": "2", "action": "jumping"},
        {"object": "dog", "count": "1", "size": "big"},
    )
    assert TOLD.whole == {"relation": "left_of", "place": "beach", "time": "night", "style": "flat"}
    assert all(check.right for check in found(TOLD, TOLD) + true(TOLD, TOLD))
    assert len(found(TOLD, TOLD)) == len(CAT_AND_DOG.facts())


def test_told_from_the_other_thing_the_relation_turns_round() -> None:
    other = told(TOLD.things[1], TOLD.things[0], **TOLD.whole | {"relation": "right_of"})
    assert pairs(TOLD, other) == (1, 0)
    assert all(check.right for check in found(TOLD, other) + true(other, TOLD))
    wrong = told(TOLD.things[1], TOLD.things[0], **TOLD.whole)
    assert right(found(TOLD, wrong))["relation", "left_of"] is False
    assert right(true(wrong, TOLD))["relation", "right_of"] is False


def test_a_colour_counts_only_on_its_own_object() -> None:
    swapped = told({"object": "cat", "count": "2"}, {"object": "dog", "count": "1", "colour": "red"})
    assert right(found(TOLD, swapped))["colour", "red"] is False
    assert right(true(swapped, TOLD))["colour", "red"] is False
    assert right(found(TOLD, swapped))["object", "cat"] is True


def test_natural_and_a_things_own_colour_look_alike() -> None:
    moon, yellow, blue = ({"object": "moon"} | colour for colour in ({}, {"colour": "yellow"}, {"colour": "blue"}))
    assert right(found(told(yellow), told(moon)))["colour", "yellow"] is True
    assert right(true(told(yellow), told(moon)))["colour", "yellow"] is True
    assert right(found(told(blue), told(moon)))["colour", "blue"] is False
    assert right(found(told(yellow), told(blue)))["colour", "yellow"] is False
    yellow_cat = told({"object": "cat", "colour": "yellow"})  # cats have no colour of their own
    assert right(found(yellow_cat, told({"object": "cat"})))["colour", "yellow"] is False
    assert right(found(told(yellow), told({"object": "sun"})))["colour", "yellow"] is False


def test_a_thing_that_is_not_told_has_no_facts() -> None:
    checks = right(found(TOLD, told({"object": "fox", "colour": "red", "count": "2", "action": "jumping"})))
    assert not any(checks.values())
    assert not any(right(true(told({"object": "fox", "colour": "red"}), TOLD)).values())


def test_two_of_one_object_are_told_apart_by_their_facts() -> None:
    asked = told({"object": "cat", "colour": "red"}, {"object": "cat", "colour": "blue"})
    answer = told({"object": "cat", "colour": "blue"}, {"object": "dog"}, {"object": "cat", "colour": "red"})
    assert pairs(asked, answer) == (2, 0)
    assert pairs(asked, told({"object": "cat", "colour": "blue"})) == (None, 0)
    assert pairs(asked, told()) == (None, None)


def test_a_relation_to_a_third_thing_is_not_the_one_asked_for() -> None:
    answer = told(TOLD.things[0], {"object": "fox"}, TOLD.things[1], relation="left_of")
    assert right(found(TOLD, answer))["relation", "left_of"] is False


def test_a_relation_that_nobody_asked_for_is_not_judged() -> None:
    truth = told(*TOLD.things, place="beach")
    assert ("relation", "left_of") not in right(true(TOLD, truth))


def test_everything_that_a_plan_shows() -> None:
    plan = lay_out(Gist((Kind("cat"), Kind("dog")), "next_to"), Random(0))
    truth = shown(plan)
    assert truth.things == ({"object": "cat", "count": "1"}, {"object": "dog", "count": "1"})
    assert truth.whole == {"time": "day", "style": next(layer.style for layer in plan.layers)}


def test_precision_recall_and_their_means_over_values() -> None:
    tally = Tally(["object"])
    cat, dog, both = told({"object": "cat"}), told({"object": "dog"}), told({"object": "cat"}, {"object": "dog"})
    assert tally.add(cat, cat)
    assert not tally.add(both, cat)  # a dog too many
    assert not tally.add(cat, dog)  # a dog missed, a cat too many
    scores = tally.scores()["object"]
    assert (scores["asked"], scores["told"]) == (3, 4)
    assert scores["precision"] == pytest.approx(2 / 4) and scores["recall"] == pytest.approx(2 / 3)
    assert scores["f1"] == pytest.approx(4 / 7)
    assert scores["macro_precision"] == pytest.approx((2 / 3 + 0) / 2)
    assert scores["macro_recall"] == pytest.approx((1 + 0) / 2)
    assert scores["macro_f1"] == pytest.approx((0.8 + 0) / 2)
    assert tally.all_right() == pytest.approx(1 / 3)


def test_less_may_be_asked_for_than_is_shown() -> None:
    tally = Tally()
    assert tally.add(told({"object": "cat"}), told({"object": "cat"}, time="day"), asked=told({"object": "cat"}))
    assert "time" not in tally.scores()


def test_shares_of_facts_and_of_whole_pictures() -> None:
    shares = Shares()
    shares.add(found(TOLD, TOLD))
    shares.add(found(TOLD, told(TOLD.things[0], **TOLD.whole)))
    assert shares.of("object") == 0.75 and shares.of("all") == 0.5 and shares.of("relation") == 0.5
    assert shares.scores()["colour"] == {"right": 1.0, "of": 2}


def test_sureness_is_kept_and_measured() -> None:
    seen = account(
        [SeenFact("object", "cat", 3, 0.9), SeenFact("colour", "red", 3, 0.4), SeenFact("place", "sea", None, 1.0)]
    )
    assert seen.sure == {(0, "object"): 0.9, (0, "colour"): 0.4, (None, "place"): 1.0}
    checks = true(seen, told({"object": "cat", "colour": "blue"}, place="sea"))
    assert [(check.fact, check.right, check.sure) for check in checks] == [
        ("object", True, 0.9), ("colour", False, 0.4), ("place", True, 1.0),
    ]  # fmt: skip
    assert calibration_error(checks) == pytest.approx((0.1 + 0.4 + 0.0) / 3)


def test_honest_sureness_has_no_calibration_error() -> None:
    honest = [Check("object", "cat", n < 7, 0.7) for n in range(10)]
    assert calibration_error(honest) == pytest.approx(0)
    assert calibration_error([Check("object", "cat", False, 0.7)] * 10) == pytest.approx(0.7)
    assert calibration_error([]) != calibration_error([])
