"""Wordings that mean one thing as a whole: every row can be carried out, and stands once."""

import csv
from collections import Counter

import pytest

from understanding.execute import carried_out
from understanding.intent import Intent
from understanding.message import read_message
from understanding.program import parsed
from understanding.state import State
from understanding.wordings import FILE, folded, meant_by, wordings
from world.gist import Gist, Kind
from world.scene import Scene

BEGINNING = State()
DRAWN = State().drawn(Scene.of(Gist((Kind("cat", "red"), Kind("dog")), place="grass")), (0,))


def rows() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_every_row_stands_once_and_has_both_columns() -> None:
    counted = Counter(folded(row["said"]) for row in rows())
    assert [said for said, many in counted.items() if many > 1] == []
    assert all(row.keys() == {"said", "means"} and row["said"].strip() and row["means"].strip() for row in rows())
    assert len(wordings()) == len(rows())


@pytest.mark.parametrize("program", sorted({row["means"] for row in rows()}))
def test_every_program_can_be_carried_out_wherever_a_conversation_stands(program: str) -> None:
    assert all(isinstance(carried_out(parsed(program), state), Intent) for state in (BEGINNING, DRAWN))


def test_every_row_is_found_as_it_is_typed() -> None:
    assert [row["said"] for row in rows() if meant_by(read_message(row["said"])) != parsed(row["means"])] == []


@pytest.mark.parametrize("typed", ["Undo!", "  undo ", "UNDO…", "撤销。", "撤銷"])
def test_case_marks_and_script_make_no_difference(typed: str) -> None:
    assert meant_by(read_message(typed)) == parsed("undo")


@pytest.mark.parametrize("typed", ["undo the cat", "a cat", ""])
def test_anything_else_is_no_wording(typed: str) -> None:
    assert meant_by(read_message(typed)) is None
