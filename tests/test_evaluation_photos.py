"""The figures of photographs: what counts as found, true and invented."""

from pathlib import Path

import pytest

from evaluation.photos import Labelled, Told, labelled, scores
from img2txt.action import deeds
from img2txt.coco import THINGS
from img2txt.naming import imagenet_names
from rendering.art import ArtError
from world.vocabulary import PLACES

DOGS = Labelled(
    Path("dogs"), "test", frozenset({"dog"}), {"dog": 2}, frozenset({"dog", "pug", "car"}), frozenset(["grass"])
)
NOTHING = Labelled(Path("fog"), "test", frozenset(), {}, frozenset(), frozenset())


@pytest.mark.parametrize(
    "told,found,true,main,honest",
    [
        (Told({"dog": 2}, ("pug",), "grass"), 1.0, 1.0, 1.0, 1.0),
        (Told({"dog": 1, "car": 1}, (), None), 0.5, 1.0, 1.0, 1.0),
        (Told({"cat": 1}, (), None), 0.0, 0.0, 0.0, 0.0),
        (Told({"dog": 5}, ("beagle",), None), 1.0, 1.0, 1.0, 0.0),
        (Told({"dog": 2}, (), "beach"), 1.0, 1.0, 1.0, 0.0),
        (Told({}, (), None), 0.0, None, 0.0, 1.0),
    ],
)
def test_scores(told: Told, found: float, true: float | None, main: float, honest: float) -> None:
    measured = scores([DOGS], [told])
    names = ("things_found", "things_told_true", "main_named", "nothing_invented")
    assert [measured[name] for name in names] == [found, true, main, honest]


def test_a_photograph_without_a_name_counts_for_what_is_invented_alone() -> None:
    measured = scores([NOTHING], [Told({}, ("castle",), None)])
    assert measured["main_named"] is None and measured["things_found"] is None and measured["nothing_invented"] == 0


def test_the_labels_use_names_that_can_be_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "exists", lambda self: True)
    every = labelled(tmp_path)
    names = {thing.key for thing in THINGS}
    assert len(every) == 127 and abs(sum(each.half == "test" for each in every) - 63) <= 1
    assert all(set(each.things) <= names and all(each.things.values()) for each in every)
    assert all(each.true <= names | set(imagenet_names()["en"]) for each in every)
    assert all(each.actions <= set(deeds()) for each in every)
    assert all(each.places <= {place.key for place in PLACES} for each in every)


def test_photographs_that_were_not_fetched_are_told(tmp_path: Path) -> None:
    with pytest.raises(ArtError, match=r"alpaca.webp is missing; run `make data`"):
        labelled(tmp_path)
