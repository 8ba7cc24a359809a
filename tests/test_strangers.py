"""What is said of something that nobody taught Tuwen is said of nothing else."""

import pytest

from tests.talks import standing
from understanding.message import read_message
from understanding.program import aligned, parsed, shown
from understanding.strangers import left_to_strangers


@pytest.mark.parametrize(
    ("said", "read", "meant"),
    [
        ("熊的腮红去掉吧", "drop bear", "drop ?腮红"),
        ("the bear's blush is too much, drop it", "drop bear", "drop ?blush"),
        ("take off the bear's hat", "drop bear", "drop bear"),
        ("猫盖着小被子", "set cat to small", "set ?被子 to small"),
        ("give it a blue blanket", "set it to blue", "set ?blanket to blue"),
        ("a blue fluffy cat", "new; add cat blue", "new; add cat blue"),
        ("make it red yaar", "set it to red", "set it to red"),
        ("a bird on a branch with cherries", "new; add bird; add cherries; rel bird on cherries",
         "new; add bird; add cherries; rel bird on ?branch"),
        ("a bird on a fluffy sheep", "new; add bird; add sheep; rel bird on sheep",
         "new; add bird; add sheep; rel bird on sheep"),
    ],
)  # fmt: skip
def test_what_is_an_unknown_things_is_no_other_things(said: str, read: str, meant: str) -> None:
    message = read_message(said)
    assert shown(left_to_strangers(aligned(parsed(read), message), message)) == meant


def test_what_would_come_and_is_unknown_is_what_the_next_word_means() -> None:
    there = standing(["new; add cat; add dog", "add ?gizmo; rel added on cat"])
    assert there.scene is not None and not there.scene.relations
