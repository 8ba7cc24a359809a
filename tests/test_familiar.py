"""What is heard and never said, put into the grammar's own words."""

import pytest

from language.familiar import familiar
from language.lexicon import HEARD, NAMES, rows
from language.words import named
from world import vocabulary


@pytest.mark.parametrize(
    ("heard", "said"),
    [
        ("a dog snoozing by the sea", "a dog sleeping on the beach"),
        ("A SNOOZING CAT", "A sleeping CAT"),
        ("two teeny kittens in mid-air", "two small kittens in the sky"),
        ("a sky-blue car", "a blue car"),
        ("3cats and a rainy beach", "3 cats and a in the rain beach"),
        ("一只打呼噜的小猫", "一只睡觉的小猫"),
        ("一辆宝蓝色的车", "一辆蓝色的车"),
    ],
)
def test_a_heard_phrase_becomes_one_that_is_said(heard: str, said: str) -> None:
    assert familiar(heard) == said


@pytest.mark.parametrize(
    "text", ["a couple of ponies", "a black cat on the beach", "蹦床上的猫", "一只褐色的熊", "make the sky blue", ""]
)
def test_what_is_known_or_part_of_another_word_stays(text: str) -> None:
    assert familiar(text) == text


@pytest.mark.parametrize("language", vocabulary.LANGUAGES)
@pytest.mark.parametrize("table", NAMES)
def test_every_value_is_heard_in_other_words_too(table: str, language: str) -> None:
    heard = [row for row in rows(table, language) if row.use in HEARD]
    slot = heard[0].slot
    assert {row.key for row in heard} == {value.key for value in vocabulary.slot(slot)} - {vocabulary.NATURAL}


def test_a_heard_place_is_named_once_it_is_familiar() -> None:
    for row in rows("places", "en"):
        if (row.use, row.form) == ("heard", ""):
            assert named("place", familiar(f"a {row.phrase}")) == (row.key,), row


def test_edits_are_made_familiar_too() -> None:
    assert familiar("turn it burgundy") == "turn it red"


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("a midnight-feast cat", True), ("a sunny-side egg", True), ("a big old man", True), ("会飞雪人", True),
        ("a cat at midnight", False), ("drizzling", False), ("喷水池", False), ("a moggy-owl hybrid", False),
    ],
)  # fmt: skip
def test_words_for_times_say_something_of_what_follows_them(text: str, same: bool) -> None:
    assert (familiar(text) == text) is same
