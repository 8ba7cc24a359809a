"""Recolouring keeps the drawing and changes what colour people would call it."""

import pytest
import torch
from torch import Tensor

from img2txt.hues import name_of
from rendering.colour import RGB, recolour
from rendering.sprites import PACK, atlas
from world.vocabulary import COLOURS, OBJECTS, index

WORDS = [value.key for value in COLOURS[1:]]


@pytest.fixture
def sprite() -> Tensor:
    """A green square with a dark stripe and a light stripe, empty around it."""
    rgba = torch.zeros(1, 4, 16, 16)
    rgba[:, :, 2:14, 2:14] = torch.tensor([0.2, 0.6, 0.3, 1.0]).view(1, 4, 1, 1)
    rgba[:, :3, 4, 2:14] = 0.05
    rgba[:, :3, 8, 2:14] = 1.0
    return rgba


def number(colour: str) -> Tensor:
    return torch.tensor([index("colour", colour)])


def test_natural_leaves_a_sprite_as_it_is(sprite: Tensor) -> None:
    assert torch.equal(recolour(sprite, number("natural"), torch.full((1, 3), 0.1)), sprite)


@pytest.mark.parametrize("word", WORDS)
def test_the_body_is_nearest_to_the_colour_that_was_said(sprite: Tensor, word: str) -> None:
    body = recolour(sprite, number(word))[0, :3, 12, 12]
    assert WORDS[int((RGB[1:] - body).square().sum(1).argmin())] == word


@pytest.mark.parametrize("word", WORDS)
def test_dark_and_light_stay_apart_and_alpha_stays(sprite: Tensor, word: str) -> None:
    painted = recolour(sprite, number(word))
    light = painted[0, :3].mean(0)
    assert light[4, 8] < light[12, 12] < light[8, 8]
    assert torch.equal(painted[:, 3], sprite[:, 3])
    assert painted.min() >= 0 and painted.max() <= 1


def test_a_batch_holds_its_own_colours(sprite: Tensor) -> None:
    colours = torch.tensor([0, index("colour", "red"), index("colour", "blue")])
    painted = recolour(sprite.expand(3, -1, -1, -1), colours)
    assert torch.equal(painted[0], sprite[0])
    assert torch.equal(painted[1:2], recolour(sprite, colours[1:2]))
    assert painted[1, 0, 12, 12] > painted[1, 2, 12, 12] and painted[2, 0, 12, 12] < painted[2, 2, 12, 12]


def test_jitter_shades_one_word(sprite: Tensor) -> None:
    plain = recolour(sprite, number("red"))
    shaded = recolour(sprite, number("red"), torch.tensor([[-0.1, 0.0, 0.0]]))
    assert shaded[0, 0, 12, 12] < plain[0, 0, 12, 12]
    assert torch.equal(shaded[0, 3], plain[0, 3])


@pytest.mark.skipif(not PACK.exists(), reason="the art is not here: `make data` fetches it")
def test_own_colours_are_those_that_most_of_a_thing_has() -> None:
    """objects.tsv names a thing's own colour where, on average over the art sets, most of it has that colour."""
    small = atlas(32)
    for number, thing in enumerate(OBJECTS):
        if thing.own is None:
            continue
        shares = []
        for sprite in small[number]:
            names = [name_of(*pixel) for pixel in (sprite[:3, sprite[3] > 0.6] * 255).int().T.tolist()]
            shares.append(names.count(thing.own) / len(names))
        assert sum(shares) / len(shares) >= 0.6, thing.key
