"""Earlier drawings are found by what they show."""

import pytest

from tests.talks import standing
from understanding.message import read_message
from understanding.program import aligned, parsed, shown
from understanding.recall import never_shown, recalled

BEFORE = ["new; add fox; place forest", "set it to blue", "new; add cat", "add hat", "set cat to red"]


@pytest.mark.parametrize(
    ("said", "read", "recalls"),
    [
        ("go back to the one with the fox", "undo", "back 2"),
        ("回到有狐狸的那张", "back 1", "back 2"),
        ("the forest one was nicer", "undo", "back 2"),
        ("back to the cat", "undo", "back 4"),
        ("undo the hat", "undo", "back 4"),
        ("undo the red", "undo", "undo"),
        ("go back to the first one with the fox", "back 1", "back 1"),
        ("back to the dragon", "undo", "undo"),
        ("undo", "undo", "undo"),
        ("undo and make it green", "undo; set it to green", "undo; set it to green"),
    ],
)
def test_a_step_back_goes_to_the_drawing_that_is_described(said, read, recalls):
    message = read_message(said)
    program = aligned(parsed(read), message)
    assert shown(recalled(program, message, standing(BEFORE))) == recalls


def test_what_no_drawing_showed_is_told():
    state = standing(BEFORE)
    assert never_shown(parsed("undo"), read_message("back to the green dragon"), state) == ("green", "dragon")
    assert never_shown(parsed("undo"), read_message("back to the blue fox"), state) == ()
    assert never_shown(parsed("undo"), read_message("take that back"), state) == ()
