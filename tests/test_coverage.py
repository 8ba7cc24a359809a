"""What a message names and its reading makes nothing of is told."""

import pytest

from understanding.coverage import left_over
from understanding.execute import carried_out
from understanding.intent import Left
from understanding.message import read_message
from understanding.program import aligned, parsed
from understanding.state import State
from world.gist import Gist, Kind
from world.scene import Scene

NOTHING = State()
TWO = State().drawn(Scene.of(Gist((Kind("cat", "red"), Kind("dog")), "left_of", "grass", "night")), (0,))


def left(said: str, means: str, state: State = NOTHING) -> tuple[Left, ...]:
    """What is left over of a message, read as that program."""
    message = read_message(said)
    program = aligned(parsed(means), message)
    return left_over(message, program, state, carried_out(program, state))


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("two red cats on the beach", "new; add 2 cat red; place beach"),
        ("a red cat and a red dog", "new; add cat red; add dog red"),
        ("a cat next to a dog", "new; add cat; add dog; rel cat next_to dog"),
        ("a cat without a dog", "new; add cat; without dog"),
    ],
)
def test_where_everything_is_used_nothing_is_left(said: str, means: str) -> None:
    assert left(said, means) == ()


@pytest.mark.parametrize(
    ("said", "means", "unused"),
    [
        ("a red cat and a dog", "new; add cat red", "dog"),
        ("a red cat", "new; add cat", "red"),
        ("a cat on the beach", "new; add cat", "beach"),
        ("three cats", "new; add cat", "3"),
        ("a sleeping cat", "new; add cat", "sleeping"),
        ("a cat above a dog", "new; add cat; add dog", "above"),
        ("a cat hugging a dog", "new; add cat; add dog", "hugs"),
        ("a cat at night", "new; add cat", "night"),
        ("一只黑猫和一只狗", "new; add cat black", "dog"),
    ],
)
def test_a_value_that_is_not_used_is_named(said: str, means: str, unused: str) -> None:
    assert left(said, means) == (Left("unread", (unused,)),)


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("make the red cat blue", "set cat to blue"),  # it is red already
        ("a bird in the grass where the dog is, at night", "add bird"),
        ("with the cat left of the dog, add a bird", "add bird"),
        ("the two of them should sleep", "set all to sleeping"),
    ],
)
def test_what_is_so_anyway_is_not_left(said: str, means: str) -> None:
    assert left(said, means, TWO) == ()


def test_a_word_that_nobody_taught_tuwen_is_unknown_and_named_once() -> None:
    assert left("a blorptastic cat", "new; add cat") == (Left("unknown", ("blorptastic",)),)
    assert left("a blorptastic cat and a blorptastic dog", "new; add cat") == (
        Left("unknown", ("blorptastic",)),
        Left("unread", ("dog",)),
    )


def test_of_a_question_what_nobody_taught_tuwen_is_left() -> None:
    assert left("is the dog red or blue", "ask colour dog", TWO) == ()
    assert left("is the dog red, blorptastic or blue", "ask colour dog", TWO) == (Left("unknown", ("blorptastic",)),)
    assert left("is it a boy or a dog", "ask what it", TWO) == (Left("unread", ("boy",)),)


def test_which_picture_is_meant_may_be_said_by_a_number() -> None:
    assert left("make the second picture blue", "pick 2; set it to blue", TWO) == ()
    assert left("make the second one blue", "set it to blue", TWO) == (Left("unread", ("2",)),)
