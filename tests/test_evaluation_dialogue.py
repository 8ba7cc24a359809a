"""Scripted dialogues: the scenes that turns lead to, and what counts as left alone."""

import json
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from evaluation.dialogue import DIALOGUES, Turn, dialogues, stays, understood
from txt2img.draw import WEIGHTS
from txt2img.plan import Layouts
from understanding.reading import Reading
from world.gist import Gist, Kind

CAT, DOG = Kind("cat", "red"), Kind("dog")


def turns(tmp_path: Path, *said: dict) -> tuple[Turn, ...]:
    path = tmp_path / "some.jsonl"
    path.write_text(json.dumps({"language": "en", "turns": list(said)}) + "\n", encoding="utf-8")
    (dialogue,) = dialogues(path)
    return dialogue.turns


def test_each_operation_leads_to_the_next_scene(tmp_path: Path) -> None:
    told = turns(
        tmp_path,
        {"say": "a red cat", "scene": {"things": [{"object": "cat", "colour": "red"}]}},
        {"say": "a dog on its left", "change": [{"add": {"object": "dog"}, "relation": "left_of"}]},
        {"say": "two cats at night", "change": [{"set": "cat", "count": 2}, {"whole": {"time": "night"}}]},
        {"say": "put the cats on the dog", "change": [{"relation": "on", "of": "cat"}]},
        {"say": "a pig instead of the dog", "change": [{"replace": "dog", "by": "pig", "size": "big"}]},
        {"say": "describe it", "change": "describe"},
        {"say": "without the pig", "change": [{"remove": "pig"}]},
        {"say": "undo", "change": "undo"},
    )
    cats, pig = Kind("cat", "red", 2), Kind("pig", size="big")
    assert [turn.scene for turn in told] == [
        Gist((CAT,)),
        Gist((DOG, CAT), "left_of"),
        Gist((DOG, cats := Kind("cat", "red", 2)), "left_of", time="night"),
        Gist((cats, DOG), "on", time="night"),
        Gist((cats, pig), "on", time="night"),
        Gist((cats, pig), "on", time="night"),
        Gist((cats,), time="night"),
        Gist((cats, pig), "on", time="night"),
    ]
    kinds = ["new", "add", "several", "relation", "replace", "describe", "remove", "undo"]
    assert [turn.kind for turn in told] == kinds


def test_an_unknown_operation_is_no_dialogue(tmp_path: Path) -> None:
    first = {"say": "a red cat", "scene": {"things": [{"object": "cat"}]}}
    with pytest.raises(ValueError, match="no operation"):
        turns(tmp_path, first, {"say": "?", "change": [{"paint": "cat"}]})


def test_the_dialogues_that_ship_are_two_hundred_in_two_languages() -> None:
    told = dialogues(DIALOGUES)
    assert sorted(dialogue.language for dialogue in told) == ["en"] * 100 + ["zh"] * 100
    assert all(4 <= len(dialogue.turns) <= 10 and dialogue.turns[0].kind == "new" for dialogue in told)


def test_what_the_chat_does_counts_as_much_as_the_scene() -> None:
    reading, beside = Reading(WEIGHTS), Gist((CAT, DOG), "left_of", "grass")
    alone = Gist((CAT,), place="grass")
    assert understood("swap them", [beside], reading) == ("draw", replace(beside, relation="right_of"))
    assert understood("undo", [alone, beside], reading) == ("undo", alone)
    assert understood("describe it", [beside], reading) == ("describe", beside)
    assert understood("remove the horse", [beside], reading) == ("refuse", None)


@pytest.fixture(scope="module")
def layouts() -> Layouts:
    return Layouts(WEIGHTS)


@pytest.mark.parametrize(
    "after",
    [
        Gist((CAT, Kind("dog", "blue")), place="grass"),
        Gist((CAT,), place="grass"),
        Gist((CAT, DOG), place="beach"),
        Gist((CAT, DOG), place="grass", time="night"),
    ],
)
def test_what_an_edit_leaves_alone_stays(layouts: Layouts, after: Gist) -> None:
    assert stays(Gist((CAT, DOG), place="grass"), after, layouts, Random(0))
