"""A second look at where something should be: pieces of a picture, and what is found in them."""

from dataclasses import replace

import pytest
import torch
from jaxtyping import Float
from torch import Tensor

from img2txt.closer import AROUND, Piece, Wanted, looked_closer
from img2txt.view import View
from tests.sights import single, view

APPLE = Wanted("apple", 0.3, 0.6, 0.1)


class Glass:
    """An eye that sees one thing in the middle of whatever it looks at."""

    size = 32

    def __init__(self, seen: View):
        self.seen, self.looked = seen, 0

    def look(self, pictures: Float[Tensor, "b 3 s s"]) -> tuple[list[View], None]:
        self.looked += len(pictures)
        return [self.seen] * len(pictures), None


def looked(seen: View, before: View, *wanted: Wanted) -> tuple[View, int]:
    eye = Glass(seen)
    (after,) = looked_closer(eye, torch.zeros(1, 3, 100, 100), [before], [wanted])  # type: ignore[arg-type]
    return after, eye.looked


def test_a_piece_lies_around_what_is_wanted_and_in_the_picture() -> None:
    piece = Piece.around(APPLE)
    assert piece.side == pytest.approx(AROUND * 0.1) and piece.left + piece.side / 2 == pytest.approx(0.3)
    assert piece.of(torch.zeros(3, 100, 100)).shape == (3, 20, 20)
    corner = Piece.around(replace(APPLE, x=0.01, y=0.99))
    assert corner.left == 0 and corner.top == pytest.approx(1 - corner.side)
    large = Piece.around(replace(APPLE, scale=0.5))
    assert large.side == pytest.approx(1.1) and large.of(torch.zeros(3, 100, 100)).shape == (3, 110, 110)
    assert large.in_whole(single("apple", x=0.5, y=0.5, scale=0.4)).scale == pytest.approx(0.44)


def test_what_is_seen_in_a_piece_is_where_it_is_in_the_picture() -> None:
    there = Piece(0.2, 0.5, 0.2).in_whole(single("apple", x=0.5, y=0.25, scale=0.5))
    assert (there.x, there.y, there.scale) == pytest.approx((0.3, 0.55, 0.1))


def test_what_was_not_seen_is_added() -> None:
    cat = single("cat", x=0.4, y=0.5, scale=0.4)
    after, times = looked(view(single("apple", scale=0.5)), view(cat), APPLE)
    assert times == 1 and after.singles[0] is cat and APPLE.best(after) > 0.9


def test_what_it_was_taken_for_goes_and_what_others_are_stays() -> None:
    tomato, cherry = single("tomato", x=0.3, y=0.6, scale=0.1), single("cherries", x=0.31, y=0.6, scale=0.1)
    after, _ = looked(view(single("apple", scale=0.5)), view(tomato, cherry), APPLE, Wanted("cherries", 0.31, 0.6, 0.1))
    assert after.singles[0] is cherry and len(after.singles) == 2 and APPLE.best(after) > 0.9


def test_what_is_something_else_close_by_too_is_not_found() -> None:
    before = view()
    after, times = looked(view(single("tomato", scale=0.5)), before, APPLE)
    assert times == 1 and after is before


def test_what_does_not_do_what_it_should_is_looked_at_again() -> None:
    before = view(single("cat", x=0.5, y=0.5, scale=0.3), single("dog", x=0.9))
    jumping = Wanted("cat", 0.5, 0.5, 0.3, action="jumping")
    after, times = looked(view(single("cat", scale=0.5, action="jumping")), before, jumping)
    assert times == 1 and jumping.best(after) > 0.9 and len(after.singles) == 2
    still, _ = looked(view(single("cat", scale=0.5)), before, jumping)
    assert still is before


def test_nothing_is_looked_at_twice_that_was_seen() -> None:
    before = view(single("apple", x=0.3, y=0.6, scale=0.1))
    assert looked(view(), before, APPLE) == (before, 0)
