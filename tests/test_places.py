"""Backdrops: every place by day and by night, decided by the noise that is handed in."""

import pytest
import torch
from torch import Tensor

from scenes.places import HORIZON, NOISE_DIM, PLAIN, paint_backdrops
from scenes.vocabulary import PLACES, index

EVERYWHERE = torch.arange(PLAIN + 1)
NAMES = [*(value.key for value in PLACES), "plain"]
SIZE = 32


def paint(place: Tensor, night: int = 0, seed: int = 0, noise: Tensor | None = None, size: int = SIZE) -> Tensor:
    random = torch.Generator().manual_seed(seed)
    return paint_backdrops(place, torch.full_like(place, night), size, random, noise)


@pytest.mark.parametrize("night", [0, 1])
@pytest.mark.parametrize("size", [32, 48])
def test_every_place_is_painted(night: int, size: int) -> None:
    pictures = paint(EVERYWHERE, night, size=size)
    assert pictures.shape == (PLAIN + 1, 3, size, size)
    assert pictures.min() >= 0 and pictures.max() <= 1 and pictures.isfinite().all()
    assert (pictures.flatten(1).std(1) > 0.005).all()


def test_every_place_has_its_horizon() -> None:
    assert list(HORIZON) == NAMES[:-1] and len(PLACES) == PLAIN


def test_day_is_brighter_than_night() -> None:
    place = EVERYWHERE.repeat(4)
    brighter = paint(place, 0).flatten(1).mean(1) > paint(place, 1).flatten(1).mean(1) + 0.05
    dark_anyway = place == index("place", "space")
    assert brighter[~dark_anyway].all() and not brighter[dark_anyway].any()


def test_the_same_dice_paint_the_same_and_others_do_not() -> None:
    assert torch.equal(paint(EVERYWHERE), paint(EVERYWHERE))
    assert (paint(EVERYWHERE) - paint(EVERYWHERE, seed=1)).abs().flatten(1).mean(1).min() > 0.003


def test_the_dice_of_others_are_left_alone() -> None:
    before = torch.get_rng_state()
    paint(EVERYWHERE)
    assert torch.equal(torch.get_rng_state(), before)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "space"])  # its glow is texture, and large
def test_noise_decides_shapes_and_dice_only_the_texture(name: str) -> None:
    place = torch.tensor([NAMES.index(name)])
    noise, other = torch.randn(2, 1, NOISE_DIM, generator=torch.Generator().manual_seed(0))
    assert torch.equal(paint(place, noise=noise), paint(place, noise=noise))
    texture = (paint(place, noise=noise, seed=1) - paint(place, noise=noise, seed=2)).abs().mean()
    shapes = (paint(place, noise=noise, seed=1) - paint(place, noise=other, seed=1)).abs().mean()
    assert texture < shapes


def test_places_look_unlike_each_other() -> None:
    pictures = torch.stack([paint(EVERYWHERE, seed=seed) for seed in range(8)]).mean(0).flatten(1)
    apart = torch.cdist(pictures, pictures) / pictures.shape[1] ** 0.5
    assert apart[~torch.eye(len(apart), dtype=torch.bool)].min() > 0.04
