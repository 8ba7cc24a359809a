"""Single drawings: each noise number does what it says, and only allowed colours are painted."""

from pathlib import Path

import pytest
import torch
from torch import Tensor

from rendering.drawings import NOISE_DIM, deform, draw, sample_drawings
from rendering.sprites import atlas

pytest_plugins = ["tests.pack"]
SIDE = 33  # odd, so that one pixel is the middle


@pytest.fixture
def bar() -> Tensor:
    """An upright bar in the middle, opaque red."""
    layer = torch.zeros(1, 4, SIDE, SIDE)
    layer[:, 0::3, 6:27, 13:20] = 1
    return layer


def noise(**numbers: float) -> Tensor:
    """Zeros but for the numbers given as n0=…, n1=…"""
    row = torch.zeros(1, NOISE_DIM)
    for name, number in numbers.items():
        row[0, int(name[1:])] = number
    return row


def middles(layer: Tensor) -> tuple[float, float]:
    """Where the upper and the lower half of a layer lie across."""
    across = torch.arange(SIDE).view(1, -1)
    return tuple(float((half * across).sum() / half.sum()) for half in (layer[0, 3, : SIDE // 2], layer[0, 3, 17:]))


def test_no_noise_leaves_a_drawing_as_it_is(bar: Tensor) -> None:
    torch.testing.assert_close(deform(bar, noise()), bar, atol=1e-4, rtol=0)


def test_number_0_makes_wider_or_narrower(bar: Tensor) -> None:
    area = bar[:, 3].sum()
    assert deform(bar, noise(n0=2))[:, 3].sum() > 1.05 * area
    assert deform(bar, noise(n0=-2))[:, 3].sum() < 0.95 * area


@pytest.mark.parametrize("number", ["n1", "n5"])
def test_numbers_1_and_5_turn_and_lean(bar: Tensor, number: str) -> None:
    first, second = middles(deform(bar, noise(**{number: 2.0}))), middles(deform(bar, noise(**{number: -2.0})))
    assert abs(first[0] - first[1]) > 0.5 and abs(second[0] - second[1]) > 0.5
    assert (first[0] - first[1]) * (second[0] - second[1]) < 0  # the other way round


def test_number_6_makes_one_end_heavier(bar: Tensor) -> None:
    def heavier(number: float) -> float:
        alpha = deform(bar, noise(n6=number))[0, 3]
        return float(alpha[: SIDE // 2].sum() - alpha[SIDE // 2 + 1 :].sum())

    assert heavier(2) * heavier(-2) < 0


def test_number_7_is_left_alone(bar: Tensor) -> None:
    assert torch.equal(deform(bar, noise(n7=2)), deform(bar, noise()))


def test_wild_noise_is_bounded(bar: Tensor) -> None:
    assert torch.equal(deform(bar, noise(n0=9, n1=-9)), deform(bar, noise(n0=2.5, n1=-2.5)))


def test_premultiplied_colour_never_exceeds_alpha(pack: Path) -> None:
    sprites = atlas(32, pack)
    batch = sample_drawings(sprites, torch.ones(len(sprites), 12), 24, torch.Generator().manual_seed(0))
    assert batch.layer.shape == (24, 4, 32, 32) and batch.noise.shape == (24, NOISE_DIM)
    assert batch.layer.min() >= 0 and (batch.layer[:, :3] <= batch.layer[:, 3:] + 1e-5).all()


def test_only_allowed_colours_are_painted(pack: Path) -> None:
    sprites = atlas(32, pack)
    allowed = torch.zeros(len(sprites), 12)
    allowed[:, 4] = 1
    allowed[::2, 7] = 3
    batch = sample_drawings(sprites, allowed, 200, torch.Generator().manual_seed(0))
    assert set(batch.colour[batch.thing % 2 == 1].tolist()) == {4}
    assert set(batch.colour[batch.thing % 2 == 0].tolist()) == {4, 7}


def test_the_same_facts_and_noise_draw_the_same(pack: Path) -> None:
    sprites = atlas(32, pack)
    allowed = torch.ones(len(sprites), 12)
    one, other = (sample_drawings(sprites, allowed, 8, torch.Generator().manual_seed(3)) for _ in range(2))
    assert torch.equal(one.layer, other.layer)
    assert torch.equal(one.layer, draw(sprites, one.thing, one.colour, one.style, one.noise))
    assert len({row.numpy().tobytes() for row in one.layer}) == 8
