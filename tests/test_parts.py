"""Parts of what is drawn are no things of their own."""

import pytest

from language.mentions import mentions
from language.parts import parts
from tests.talks import standing
from understanding.message import read_message
from understanding.parts import as_parts


def found(text: str) -> list[str]:
    objects = [(one.key, one.start, one.end) for one in mentions(text) if one.slot == "object"]
    return [text[start:end] for _, start, end in parts(text, objects)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a cat with big eyes and long ears", ["eyes", "ears"]),
        ("its ears are too long", ["ears"]),
        ("the cat's left foot", ["foot"]),
        ("a dog on its feet", ["feet"]),
        ("a lion raising a hand", ["hand"]),
        ("a monster with three eyes", ["eyes"]),
        ("a house with red windows", ["windows"]),
        ("a tree with green leaves", ["leaves"]),
        ("a car with huge wheels", ["wheels"]),
        ("the eyes of a tiger", ["eyes"]),
        ("大眼睛的猫", ["眼睛"]),
        ("猫的耳朵长一点", ["耳朵"]),
        ("给猫加一双大眼睛", ["眼睛"]),
        ("有三只眼睛的怪物", ["眼睛"]),
        ("举起手", ["手"]),
    ],
)
def test_a_part_belongs_to_somebody(text: str, said: list[str]) -> None:
    assert found(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "draw an eye", "two eyes", "draw my hand", "a hand holding a flower", "a thumbs up", "a kiss mark on a letter",
        "a cat looking out of the window", "a cat among the leaves", "a pile of wheels", "a bird and a feather",
        "a cat by my window", "a leaf on a flower", "猫旁边有一只手",
        "画一只眼睛", "画两只大眼睛", "一只手和一只脚", "窗户旁边的猫", "叶子上的虫子",
    ],
)  # fmt: skip
def test_a_thing_is_itself(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("before", "said", "named", "unread"),
    [
        (["new; add cat"], "big ears", "big", "ears"),
        (["new; add cat"], "眼睛大一点", "", "眼睛"),
        (["new; add cat"], "add an eye", "eye", ""),
        (["new; add cat"], "画一只手", "1 hand", ""),
        (["new; add cat"], "a thumbs up", "thumbs-up", ""),
        (["new; add cat; add eye"], "make the eyes blue", "eye blue", ""),
        (["new; add 2 eye"], "bigger eyes", "eye", ""),
        (["new; add house"], "big ears", "big ear", ""),
        ([], "big ears", "big ear", ""),
    ],
)
def test_a_part_is_somebodys_where_there_is_somebody(before: list[str], said: str, named: str, unread: str) -> None:
    message = as_parts(read_message(said), standing(before))
    assert " ".join(one.key for one in message.mentions) == named
    assert " ".join(one.word for one in message.unread) == unread
