"""What is taken out of a message, and which language it is in."""

import pytest

from chat.message import language_in, visible


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ("  a cat \n", "a cat"),
        ("a\0 c\x07at\x1b[31m", "a cat[31m"),
        ("\u202etac a\u202c", "tac a"),
        ("a\u200bcat\ufeff", "acat"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("half \ud83d a face", "half  a face"),
        ("<b>猫</b> & 🐱", "<b>猫</b> & 🐱"),
    ],
)
def test_only_what_can_be_seen_stays(sent, seen):
    assert visible(sent) == seen


@pytest.mark.parametrize(
    ("text", "otherwise", "language"),
    [
        ("a cat", "zh", "en"),
        ("一只猫", "en", "zh"),
        ("画一只 cat", "en", "zh"),
        ("123 !?", "zh", "zh"),
        ("", "en", "en"),
    ],
)
def test_the_language_follows_the_words(text, otherwise, language):
    assert language_in(text, otherwise) == language
