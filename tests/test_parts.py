"""Parts of what is drawn are no things of their own."""

import pytest

from language.mentions import mentions
from language.parts import parts


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
        "画一只眼睛", "画两只大眼睛", "一只手和一只脚", "窗户旁边的猫", "叶子上的虫子",
    ],
)  # fmt: skip
def test_a_thing_is_itself(text: str) -> None:
    assert found(text) == []
