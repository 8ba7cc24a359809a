"""Scripted dialogues: the scenes that turns lead to, and when a turn counts as understood."""

import json
from pathlib import Path

import pytest

from evaluation.dialogue import DIALOGUES, Dialogue, Turn, dialogues, replayed, verdict
from understanding.execute import carried_out
from understanding.intent import Ask, Intent, Left, Option, Refuse
from understanding.program import parsed
from understanding.state import State
from understanding.understand import Understanding
from world.gist import Gist, Kind
from world.scene import Scene

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


BEFORE = State().drawn(Scene.of(Gist((CAT, DOG), "left_of", "grass")), (0,))


def meant(program: str) -> Intent:
    return carried_out(parsed(program), BEFORE)


def turn(scene: Gist, kind: str = "relation") -> Turn:
    return Turn("as was said", kind, scene)


def test_a_turn_is_right_where_it_comes_to_the_scene_that_was_expected() -> None:
    swapped = turn(Gist((DOG, CAT), "left_of", "grass"))
    assert verdict(meant("swap cat dog"), swapped, BEFORE) == "right"
    assert verdict(meant("swap cat dog; place beach"), swapped, BEFORE) == "silent"
    assert verdict(meant("new; add dog; add cat red; rel dog left_of cat; place grass"), swapped, BEFORE) == "silent"
    assert verdict(meant("drop pig"), swapped, BEFORE) == "refused"


def test_what_was_left_and_named_is_no_silent_mistake() -> None:
    left = meant("swap cat dog; drop pig")
    assert left.left == (Left("absent", ("pig",)),)
    assert verdict(left, turn(Gist((DOG, CAT), "left_of", "grass")), BEFORE) == "partly"


def test_to_ask_back_counts_where_the_right_reading_is_among_those_offered() -> None:
    ask = Ask(options=(Option(meant("drop cat"), "drop cat"), Option(meant("drop dog"), "drop dog")))
    assert verdict(ask, turn(Gist((CAT,), place="grass"), "remove"), BEFORE) == "asked back"
    assert verdict(ask, turn(Gist((CAT, DOG), place="grass"), "remove"), BEFORE) == "silent"


@pytest.mark.parametrize(("kind", "program"), [("again", "again"), ("describe", "describe")])
def test_what_asks_for_no_scene_is_to_be_done(kind: str, program: str) -> None:
    expected = turn(Gist((CAT, DOG), "left_of", "grass"), kind)
    assert verdict(meant(program), expected, BEFORE) == "right"
    assert verdict(Refuse(reason="nothing_known"), expected, BEFORE) == "refused"


def test_a_dialogue_goes_on_from_what_was_expected(understanding: Understanding, tmp_path: Path) -> None:
    told = turns(
        tmp_path,
        {"say": "a red cat", "scene": {"things": [{"object": "cat", "colour": "red"}]}},
        {"say": "abracadabra", "change": [{"whole": {"place": "beach"}}]},
        {"say": "undo", "change": "undo"},
    )
    results = list(replayed(Dialogue("en", told), understanding))
    assert [result for _, _, result in results][::2] == ["right", "right"]
    assert results[1][2] != "right" and [turn.text for turn, _, _ in results] == [turn.text for turn in told]
