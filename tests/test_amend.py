"""Programs put right where a message leaves no doubt."""

import pytest

from tests.talks import standing
from understanding.amend import amended
from understanding.message import read_message
from understanding.program import aligned, parsed, shown

CAT, PAIR = ["new; add cat"], ["new; add woman; add sailboat; rel woman rides sailboat"]


@pytest.mark.parametrize(
    ("before", "said", "read", "right"),
    [
        ([], "ducks and frogs, two of each", "new; add duck; add 2 frog", "new; add 2 duck; add 2 frog"),
        ([], "一些鸭子和青蛙，各三只", "new; add duck; add 3 frog", "new; add 3 duck; add 3 frog"),
        (CAT, "add an apple and a pear, three apiece", "add apple; add pear", "add 3 apple; add 3 pear"),
        ([], "two cats and a dog", "new; add 2 cat; add dog", "new; add 2 cat; add dog"),
        ([], "奶茶，有笑脸", "new; add bubble_tea; without smiley", "new; add bubble_tea; add smiley"),
        ([], "奶茶，不要笑脸", "new; add bubble_tea; without smiley", "new; add bubble_tea; without smiley"),
        (CAT, "送它一个苹果", "add apple; rel it gives added", "add apple; rel it holds added"),
        (["new; add man; add cat"], "the man gives the cat an apple", "add apple; rel man gives added",
         "add apple; rel man gives added"),
        (CAT, "it needs a scarf", "add scarf", "add scarf; rel cat wears added"),
        (CAT, "给它戴一条围巾", "add scarf", "add scarf; rel cat wears added"),
        (CAT, "add a scarf", "add scarf", "add scarf"),
        (CAT, "a scarf has to lie next to the cat", "add scarf", "add scarf"),
        ([*PAIR, "set sailboat to red"], "she needs a hat, not the sailboat", "add hat; rel sailboat wears added",
         "add hat; rel woman wears added"),
        ([*PAIR, "set sailboat to red"], "it needs a flag", "add flag; rel it holds added",
         "add flag; rel it holds added"),
        ([], "a tiger drinking bubble tea on a train",
         "new; add tiger; add bubble_tea; add train; rel tiger drinks train",
         "new; add tiger; add bubble_tea; add train; rel tiger drinks bubble_tea"),
    ],
)  # fmt: skip
def test_a_program_is_put_right(before: list[str], said: str, read: str, right: str) -> None:
    message, state = read_message(said), standing(before)
    assert shown(amended(aligned(parsed(read), message), message, state)) == right
