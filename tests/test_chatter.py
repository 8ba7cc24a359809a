"""What people tell about themselves beside their wish is not read; what the wish needs is."""

import csv
from pathlib import Path

import pytest

from language.chatter import without
from understanding.message import read_message

CASES = Path(__file__).parent / "cases" / "chatter.tsv"


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["said"][:40])
def test_only_the_wish_is_read(case: dict[str, str]) -> None:
    message, wish = read_message(case["said"]), read_message(case["read"])
    assert (message.text, message.mentions) == (wish.text, wish.mentions)
    assert bool(message.beside) == (case["said"] != case["read"])


def test_what_is_left_out_takes_its_marks_with_it() -> None:
    assert without("a cat, I'm tired. on a mat", [(7, 16)]) == "a cat, on a mat"
    assert without("累死了，画一只猫", [(0, 3)]) == "画一只猫"
    assert without("a cat", []) == "a cat"


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ("a cake, she is five", []),
        ("five candles, he's turning five", ["5"]),
        ("a train that is eleven years old", []),
        ("a cat that waited three hours", []),
        ("一只六岁的狗", ["1"]),
        ("学了六个月，两个月亮", ["2"]),
        ("three days, three cats", ["3"]),
        ("there are five", ["5"]),
    ],
)
def test_ages_and_hours_count_no_things(said: str, counts: list[str]) -> None:
    assert [one.key for one in read_message(said).mentions if one.slot == "count"] == counts
