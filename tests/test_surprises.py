"""Pictures of our own choice, for whoever leaves it to us."""

import pytest

from understanding.execute import carried_out
from understanding.intent import Draw
from understanding.message import read_message
from understanding.state import State
from understanding.surprises import surprise, surprises


def test_every_surprise_is_drawn_whole() -> None:
    for program in surprises():
        intent = carried_out(program, State())
        assert isinstance(intent, Draw) and not intent.left and intent.scene.drawable


@pytest.mark.parametrize(
    "said",
    [
        "surprise me",
        "i am bored draw me somthing",
        "Draw something fun please!",
        "anything",
        "好无聊啊 随便画点什么",
        "随便画",
        "给我个惊喜",
    ],
)
def test_who_leaves_it_to_us_gets_a_picture(said: str) -> None:
    assert surprise(read_message(said), State()) in surprises()


@pytest.mark.parametrize("said", ["draw me a cat", "something red", "make it different", "随便画只猫", "什么", "hello"])
def test_who_names_something_gets_that(said: str) -> None:
    assert surprise(read_message(said), State()) is None


def test_the_next_one_is_another_one() -> None:
    state = State()
    first = surprise(read_message("surprise me"), state)
    state = state.drawn(carried_out(first or (), state).scene, ())  # type: ignore[union-attr]
    assert surprise(read_message("surprise me"), state) not in (None, first)
    assert surprise(read_message("anything"), state) is None  # an answer to something
