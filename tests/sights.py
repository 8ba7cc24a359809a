"""Things and views as a recogniser would report them, made by hand."""

import torch
from torch import Tensor

from img2txt.kinds import Single
from img2txt.view import View
from world.vocabulary import NATURAL, index, slot


def single(
    thing: str,
    colour: str = NATURAL,
    *,
    x: float = 0.5,
    y: float = 0.5,
    scale: float = 0.3,
    present: float = 1.0,
    action: str | None = None,
    size: str | None = None,
    style: str = "soft",
) -> Single:
    """A thing of which everything is sure but, perhaps, that it is there."""
    return Single(
        x,
        y,
        scale,
        present,
        _sure("object", thing),
        _sure("colour", colour),
        _or_none("action", action),
        _sure("style", style),
        _or_none("size", size),
    )


def view(*singles: Single, place: str | None = None, time: str = "day") -> View:
    """A sure view of some things."""
    number = len(slot("place")) if place is None else index("place", place)
    return View(singles, _one_hot(number, len(slot("place")) + 1), _sure("time", time))


def _sure(name: str, key: str) -> Tensor:
    return _one_hot(index(name, key), len(slot(name)))


def _or_none(name: str, key: str | None) -> Tensor:
    return _one_hot(0 if key is None else index(name, key) + 1, len(slot(name)) + 1)


def _one_hot(number: int, count: int) -> Tensor:
    return torch.eye(count)[number]
