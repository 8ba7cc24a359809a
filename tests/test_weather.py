"""Rain and snow fall behind and before things, where there is a sky, always the same way for one seed."""

import pytest
import torch

from rendering.weather import FAR, NEAR, flakes, streaks, weathered
from world.gist import Gist
from world.plan import Backdrop, Plan

GREY = torch.full((1, 3, 64, 64), 0.4)


def plan(time: str, place: str | None = "grass", seed: int = 3) -> Plan:
    return Plan(Gist(place=place, time=time), Backdrop(place, time, seed), (), 0)


@pytest.mark.parametrize(
    ("time", "place"), [("rain", "grass"), ("snowfall", "city"), ("rain", None), ("snowfall", None)]
)
def test_more_falls_behind_than_before(time: str, place: str | None) -> None:
    picture = weathered(GREY, [plan(time, place)], FAR)
    changed = (picture > GREY + 0.1).float().mean()
    less = (weathered(GREY, [plan(time, place)], NEAR) > GREY + 0.1).float().mean()
    assert 0.001 < less < changed < 0.25 and picture.min() >= 0.4 and picture.max() <= 1
    assert torch.equal(picture, weathered(GREY, [plan(time, place)], FAR))
    assert not torch.equal(picture, weathered(GREY, [plan(time, place, seed=4)], FAR))


@pytest.mark.parametrize(
    ("time", "place"), [("day", "grass"), ("night", None), ("rain", "room"), ("snowfall", "underwater")]
)
def test_elsewhere_nothing_falls(time: str, place: str | None) -> None:
    assert torch.equal(weathered(GREY, [plan(time, place)], FAR), GREY)


def test_a_sticker_stays_dry() -> None:
    assert torch.equal(weathered(GREY, [Plan(Gist(time="rain"), None, (), 0)], FAR), GREY)


@pytest.mark.parametrize("falls", [streaks, flakes])
def test_it_looks_alike_at_every_size(falls) -> None:
    small, large = (falls(size, 12, torch.Generator().manual_seed(1)).mean() for size in (128, 256))
    assert abs(small - large) < 0.3 * large
