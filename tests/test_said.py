"""Conversations that were written whole: what each turn means where it stands, and mistakes that are named."""

import json
from pathlib import Path

import pytest

from training.said import FOLDER, SHOWN, Turn, advanced, conversations, main, turns
from understanding.execute import carried_out
from understanding.intent import Change, Draw
from understanding.program import ProgramError, parsed, shown
from understanding.state import State


def conversation(*said: tuple[str, str] | str, **more: object) -> dict:
    """Turns of ("what is said", "what it means"), or of a program that nobody said."""
    told = [{"do": turn} if isinstance(turn, str) else {"say": turn[0], "do": turn[1]} for turn in said]
    return {"voice": "tester", "language": "en", "turns": told, **more}


def standing(*programs: str) -> State:
    state = State()
    for program in programs:
        state = advanced(state, carried_out(parsed(program), state))
    return state


def test_each_turn_stands_where_the_programs_before_it_led() -> None:
    first, second = turns(conversation(("a red cat", "new; add cat red"), ("make it blue", "set it to blue")))
    assert isinstance(first, Turn) and (first.say, first.voice) == ("a red cat", "tester")
    assert first.state == State() and isinstance(first.intent, Draw)
    assert second.state.scene == first.intent.scene and second.state.spoken_of == first.intent.spoken_of
    assert isinstance(second.intent, Change) and second.intent.scene.things[0].colour == "blue"


def test_programs_point_at_what_the_message_names() -> None:
    (turn,) = turns(conversation(("two cats and a red dog", "new; add 2 cat; add dog red")))
    assert shown(turn.program) == "new; add 2 cat; add dog red"
    assert [word.at for step in turn.program for word in step.words()] == [0, 1, 3, 2]


def test_a_turn_that_nobody_said_is_no_lesson_and_says_who_it_is() -> None:
    (turn,) = turns(conversation("new; add cat; add dog", ("make it blue", "set it to blue"), it=[1]))
    assert turn.state.spoken_of == (1,)
    assert isinstance(turn.intent, Change) and [thing.colour for thing in turn.intent.scene.things] == [None, "blue"]


def test_what_the_message_does_not_name_is_a_mistake_and_the_rest_goes_on() -> None:
    told = conversation(("a cat", "new; add cat red"), ("make it blue", "set it to blue"))
    with pytest.raises(ProgramError, match="'a cat' / 'new; add cat red': the message names no colour 'red'"):
        list(turns(told))
    mistakes: list[str] = []
    (turn,) = turns(told, mistakes)
    assert turn.say == "make it blue" and turn.state.scene is not None and turn.state.scene.things[0].colour == "red"
    assert len(mistakes) == 1 and mistakes[0].startswith("'a cat' / 'new; add cat red'")


def test_a_program_that_is_none_ends_the_conversation() -> None:
    with pytest.raises(ProgramError, match="no statement begins with 'paint'"):
        list(turns(conversation(("paint it", "paint it"))))


def test_a_line_that_is_no_conversation_is_named(tmp_path: Path) -> None:
    file = tmp_path / "said.jsonl"
    file.write_text(json.dumps(conversation(("hi", "talk greeting"))) + "\n\n{oops\n", encoding="utf-8")
    read = conversations([file])
    assert next(read)[0] == "said.jsonl:1"
    with pytest.raises(ValueError, match=r"said\.jsonl:3"):
        next(read)


def test_the_state_goes_where_an_intent_leads() -> None:
    state = standing("new; add cat; add dog", "drop dog", "add tree")
    assert len(state.drawings) == state.at == 3 and state.shown == SHOWN
    assert [thing.object for thing in state.scene.things] == ["cat", "tree"]  # pyright: ignore[reportOptionalMemberAccess]
    back = standing("new; add cat; add dog", "drop dog", "add tree", "undo")
    assert (back.at, back.scene) == (2, state.drawings[1]) and len(back.drawings) == 3
    other = standing("new; add cat; add dog", "drop dog", "add tree", "undo", "place beach")
    assert len(other.drawings) == 3 and other.drawings[2].place == "beach"
    assert standing("new; add cat", "sticker", "place off").sticker and standing("new; add cat", "again").at == 2


def test_what_was_asked_changes_no_picture() -> None:
    state = standing("new; add cat red; add dog", "ask colour cat")
    assert state.at == 1 and state.spoken_of == (0,)


def test_files_are_checked_from_the_shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "said.jsonl"
    lines = [
        conversation(("a red cat", "new; add cat red"), ("write my name on it", "refuse writing")),
        conversation(("a cat", "new; add dog")),
        {"voice": "tester", "turns": [{"say": "hi"}]},
    ]
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    main([str(file), "--refused"])
    refused, unnamed, broken, counted = capsys.readouterr().out.splitlines()
    assert refused == "said.jsonl:1: refused (writing ): write my name on it"
    assert unnamed.startswith("said.jsonl:2: 'a cat' / 'new; add dog'") and broken == "said.jsonl:3: 'do'"
    assert counted.startswith("2 turns, 2 mistakes") and "'refuse': 1" in counted


def test_every_line_that_ships_is_a_conversation_in_one_of_two_languages() -> None:
    told = [each for _, each in conversations(sorted(FOLDER.glob("*.jsonl")))]
    assert {each["language"] for each in told} == {"en", "zh"} and len(told) > 5000
    assert all(turn.keys() <= {"say", "do"} and turn["do"] for each in told for turn in each["turns"])


@pytest.mark.slow
def test_hardly_any_turn_that_ships_is_a_mistake() -> None:
    mistakes: list[str] = []
    good = 0
    for where, each in conversations(sorted(FOLDER.glob("*.jsonl"))):
        try:
            good += sum(1 for _ in turns(each, mistakes))
        except (ProgramError, ValueError) as error:
            mistakes.append(f"{where}: {error}")
    assert good > 10_000 and len(mistakes) < good / 100, mistakes[:20]
