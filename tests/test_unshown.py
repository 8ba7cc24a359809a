"""What could be drawn and names no value is told; how things are said to stand, where they do not."""

import pytest

from tests.talks import standing
from understanding.coverage import untold
from understanding.execute import carried_out
from understanding.intent import Left
from understanding.message import read_message
from understanding.program import aligned, parsed


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("a cat sitting, at night", ["sitting"]),
        ("an empty basket", ["empty"]),
        ("some animals and a cat", ["animals"]),
        ("a drawing for my brother", []),
        ("a fox between two trees", ["between"]),
        ("is the light red", ["light"]),
        ("a light blue car", []),
        ("一只崩溃的熊猫", ["崩溃"]),
        ("冰西瓜", ["冰"]),
        ("冰淇淋", []),
        ("中间一只羊", ["中间"]),
        ("猫趴在沙发上", ["趴在"]),
        ("我好感动", []),
        ("小刺猬走夜路", ["走"]),
        ("画一只猫", []),
    ],
)
def test_words_that_no_picture_shows_are_known(said: str, words: list[str]) -> None:
    assert [one.word for one in read_message(said).unshown] == words


@pytest.mark.parametrize(
    ("before", "said", "means", "left"),
    [
        ([], "a cat sitting, at night", "new; add cat; time night", (Left("pose"),)),
        ([], "a cat sitting on a sofa", "new; add cat; add sofa; rel cat on sofa", ()),
        ([], "three croissants in a basket", "new; add 3 croissant; add basket", (Left("where", ("in a basket",)),)),
        ([], "a cat on a basket", "new; add cat; add basket; rel cat on basket", ()),
        ([], "a dog in sunglasses", "new; add dog; add sunglasses; rel dog wears sunglasses", ()),
        ([], "篮子里有两个苹果", "new; add basket; add 2 apple", (Left("where", ("篮子里",)),)),
        ([], "树中间一只羊", "new; add tree; add sheep", (Left("unknown", ("中间",)),)),
        ([], "a zorblax and a deer on the left", "new; add ?zorblax; add deer; rel deer left_of ?zorblax",
         (Left("unread", ("left_of",)),)),
        (["new; add cat"], "put it in the middle", "move it middle", ()),
        (["new; add panda"], "一只崩溃的熊猫", "more it", (Left("unknown", ("崩溃",)),)),
        (["new; add cat"], "the animal should be black", "set it to black", ()),
        (["new; add cat; add tree"], "make the cat vanish", "drop cat", ()),
    ],
)  # fmt: skip
def test_what_is_not_shown_is_told(before: list[str], said: str, means: str, left: tuple[Left, ...]) -> None:
    message = read_message(said)
    program = aligned(parsed(means), message)
    assert untold(message, program, carried_out(program, standing(before))) == left


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("one bee and some lavender", ["bee"]),
        ("a lavender bee", ["purple", "bee"]),
        ("a little birthday card with a cat", ["cat"]),
        ("a little cat", ["small", "cat"]),
        ("小卡片，一只猫", ["1", "cat"]),
        ("right, draw a cat", ["cat"]),
        ("a cat on the right", ["cat", "right_of"]),
        ("what's left?", []),
        ("put the cat right next to the tree", ["cat", "next_to", "tree"]),
        ("a running joke about a cat", ["cat"]),
        ("雪夜", ["snowfall", "night"]),
    ],
)
def test_words_that_only_look_like_values_are_none(said: str, named: list[str]) -> None:
    assert [one.key for one in read_message(said).mentions if one.key != "1" or "1" in named] == named
