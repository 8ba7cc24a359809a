"""Readings to choose from: each says what it leaves out, where another one heeds it."""

from dataclasses import replace

import pytest

from chat.answers import asking
from tests.talks import standing
from understanding.execute import carried_out
from understanding.intent import Ask, Intent, Left, Option
from understanding.program import parsed


def leaving_out(intent: Intent, word: str) -> Intent:
    return replace(intent, left=(Left("unread", (word,)),))


@pytest.mark.parametrize(
    ("language", "labels"),
    [
        ("en", ["Draw a dog (leaves out soccer ball)", "Draw a soccer ball (leaves out dog)"]),
        ("zh", ["画一只狗（不管足球）", "画一个足球（不管狗）"]),
    ],
)
def test_what_a_reading_leaves_out_is_said_beside_it(language: str, labels: list[str]) -> None:
    state = standing([])
    options = tuple(
        Option(leaving_out(carried_out(parsed(f"new; add {key}"), state), other), f"new; add {key}")
        for key, other in (("dog", "soccer_ball"), ("soccer_ball", "dog"))
    )
    answer = asking(Ask(options=options, left=()), language)
    assert [option["label"] for option in answer.payload["options"]] == labels


def test_what_no_reading_heeds_is_said_once() -> None:
    state = standing([])
    options = tuple(
        Option(leaving_out(carried_out(parsed(f"new; add {key}"), state), "cat"), f"new; add {key}")
        for key in ("dog", "soccer_ball")
    )
    answer = asking(Ask(options=options, left=(Left("unread", ("cat",)),)), "en")
    assert answer.text.count("cat") == 1
