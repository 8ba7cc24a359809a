"""What is read out of a message before anybody wonders what it means."""

import csv
from itertools import pairwise
from pathlib import Path

import pytest

from understanding.flags import Flags
from understanding.message import read_message

CASES = Path(__file__).parent / "cases" / "messages.tsv"


def cases() -> list[dict[str, str]]:
    """Rows of typed, mentions (slot:key, + for a plural), unread words and flags."""
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def told(flags: Flags) -> str:
    """Flags as a case writes them: seed=7 pictures=4 without=dog ignored=--ar 16:9."""
    parts = [f"seed={flags.seed}"] * (flags.seed is not None)
    parts += [f"pictures={flags.pictures}"] * (flags.pictures is not None)
    parts += [f"without={word}" for word in flags.without] + [f"ignored={word}" for word in flags.ignored]
    return "; ".join(parts)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["typed"][:40])
def test_a_message_is_read(case: dict[str, str]) -> None:
    message = read_message(case["typed"])
    named = " ".join(f"{one.slot}:{one.key}{'+' * one.plural}" for one in message.mentions)
    unread = "|".join(one.word for one in message.unread)
    assert (named, unread, told(message.flags)) == (case["mentions"], case["unread"], case["flags"])


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["typed"][:40])
def test_spans_stand_in_the_text_and_over_nothing_else(case: dict[str, str]) -> None:
    message = read_message(case["typed"])
    spans = sorted((one.start, one.end) for one in (*message.mentions, *message.unread))
    assert all(0 <= start < end <= len(message.text) for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_there_are_cases_of_every_slot_in_both_languages() -> None:
    read = [read_message(case["typed"]) for case in cases()]
    assert len(read) >= 150
    slots = {"object", "colour", "count", "action", "size", "relation", "deed", "place", "time", "style", "ordinal"}
    for language in ("en", "zh"):
        named = {one.slot for message in read if message.language == language for one in message.mentions}
        assert named == {*slots, "share"}


def test_traditional_characters_are_remembered_and_unread_words_stay_as_typed() -> None:
    message = read_message("畫一隻貓和潛水艇")
    assert message.traditional and message.text == "画一只猫和潜水艇"
    assert [one.word for one in message.unread] == ["潛水艇"]
    assert not read_message("画一只猫").traditional


def test_what_shows_a_stranger_stays_as_typed() -> None:
    message = read_message("🗿 and a 🐱")
    assert [one.word for one in message.unread] == ["🗿"]
    assert [one.key for one in message.mentions] == ["cat"]


@pytest.mark.parametrize("typed", ["", " ", "\u200b", "!!!", "--", "🐱" * 500, "(" * 400, "a" * 5000, "猫" * 3000])
def test_nothing_is_too_odd_to_be_read(typed: str) -> None:
    assert read_message(typed).typed == typed
