"""People who only wish for a picture are not in it."""

import pytest

from understanding.message import read_message


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("祝老师节日快乐", ""),
        ("老师说要一只猫", "cat"),
        ("谢谢老师", ""),
        ("老师好", ""),
        ("老师，画一只猫", "cat"),
        ("给老师们画一只猫", "cat"),
        ("我是一名学生", ""),
        ("一位老师在唱歌", "teacher"),
        ("老师和学生", "teacher student"),
        ("男孩送给老师一束花", "boy teacher flower"),
        ("a card for my teacher with a heart", "heart"),
        ("my doctor says I need a cat", "cat"),
        ("I'm a teacher, draw a dog", "dog"),
        ("people like it", ""),
        ("hi teacher", ""),
        ("draw my teacher", "teacher"),
        ("a teacher and a student", "teacher student"),
        ("a cat next to the doctor", "cat doctor"),
        ("a boy gives a flower to the teacher", "boy flower teacher"),
        ("my mom loves dogs", "dog"),
        ("a mom hugging her baby", "woman baby"),
    ],
)
def test_only_who_is_in_the_picture_is_named(said: str, named: str) -> None:
    message = read_message(said)
    assert " ".join(one.key for one in message.mentions if one.slot == "object") == named
    assert not message.unread
