"""What the judge says of what it sees: facts bound to things, counted, and nothing that is not there."""

import pytest
import torch
from torch import Tensor

from evaluation.judge import Judge, likeness, reading, strangers, verdict
from img2txt.kinds import Single
from img2txt.view import View
from models.weights import WeightsError
from rendering.places import NO_PLACE
from world.gist import Gist, Kind
from world.vocabulary import NATURAL, index, slot


def sure(name: str, key: str | None, more: int = 0) -> Tensor:
    """Certainty of one value; with `more` the values begin at 1 and None is 0."""
    row = torch.zeros(len(slot(name)) + more)
    row[0 if key is None else index(name, key) + more] = 1
    return row


def single(x: float, thing: str, colour: str = NATURAL, action: str | None = None, size: str | None = None) -> Single:
    bound = (sure("object", thing), sure("colour", colour), sure("action", action, 1), sure("style", "flat"))
    return Single(x, 0.7, 0.3, 0.95, *bound, sure("size", size, 1))


def view(*singles: Single, place: str | None = None, time: str = "day") -> View:
    ground = torch.zeros(NO_PLACE + 1)
    ground[NO_PLACE if place is None else index("place", place)] = 1
    return View(singles, ground, sure("time", time))


SCENE = Gist((Kind("cat", "red", 2), Kind("dog", action="running", size="big")), "left_of", "beach", "night", "flat")
SEEN = view(
    single(0.8, "dog", action="running", size="big"),
    single(0.2, "cat", "red"),
    single(0.4, "cat", "red"),
    place="beach",
    time="night",
)


def wrong(scene: Gist, seen: View | None) -> set[str]:
    return {check.fact for check in verdict(scene, seen) if not check.right}


def test_a_picture_of_the_scene_has_every_fact() -> None:
    assert wrong(SCENE, SEEN) == set()
    assert len(verdict(SCENE, SEEN)) == len(SCENE.facts())
    assert strangers(SCENE, SEEN) == 0


def test_the_scene_s_things_come_first_and_in_its_order() -> None:
    told = reading(SCENE, view(single(0.1, "fox"), *SEEN.singles))
    assert [thing["object"] for thing in told.things] == ["cat", "dog", "fox"]
    assert strangers(SCENE, view(single(0.1, "fox"), *SEEN.singles)) == 1


def test_one_too_many_is_a_wrong_count_only() -> None:
    more = view(*SEEN.singles, single(0.3, "cat", "red"), place="beach", time="night")
    assert wrong(SCENE, more) == {"count"}


def test_colours_of_two_things_may_not_be_swapped() -> None:
    scene = Gist((Kind("cat", "red"), Kind("dog", "blue")))
    assert wrong(scene, view(single(0.2, "cat", "red"), single(0.8, "dog", "blue"))) == set()
    assert wrong(scene, view(single(0.2, "cat", "blue"), single(0.8, "dog", "red"))) == {"colour"}


def test_two_of_one_object_are_told_apart_by_colour() -> None:
    scene = Gist((Kind("cat", "red"), Kind("cat", "blue", 2)), "left_of")
    right = view(single(0.6, "cat", "blue"), single(0.2, "cat", "red"), single(0.9, "cat", "blue"))
    assert wrong(scene, right) == set()


def test_the_wrong_side_is_seen() -> None:
    assert wrong(Gist((Kind("cat"), Kind("dog")), "right_of"), view(single(0.2, "cat"), single(0.8, "dog"))) == {
        "relation"
    }


def test_nothing_drawn_has_nothing_right() -> None:
    assert not any(check.right for check in verdict(SCENE, None))
    assert not any(check.right for check in verdict(Gist((Kind("cat"),)), view()))


def test_likeness_is_high_for_its_own_scene() -> None:
    assert likeness(SCENE, SEEN) > 0.9 > 0.5 > likeness(Gist((Kind("fox", "red"),)), SEEN)


def test_a_missing_judge_is_named_with_what_to_do(tmp_path) -> None:
    with pytest.raises(WeightsError, match=r"training\.encoder --judge"):
        Judge(tmp_path / "judge")
