"""Augmentation is light: in range, in place, and none where nothing is asked for."""

import pytest
import torch
from torch import Tensor

from training.augment import Augmentation, augment

NONE = Augmentation(contrast=0.0, blur=0.0, noise=0.0, cutout=0.0)


@pytest.fixture
def pictures() -> Tensor:
    return torch.rand(16, 3, 32, 32, generator=torch.Generator().manual_seed(0))


def dice(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def test_nothing_asked_for_changes_nothing(pictures: Tensor) -> None:
    torch.testing.assert_close(augment(pictures, NONE, dice()), pictures)


def test_the_dice_decide(pictures: Tensor) -> None:
    once = augment(pictures, Augmentation(), dice())
    assert torch.equal(once, augment(pictures, Augmentation(), dice()))
    assert not torch.equal(once, augment(pictures, Augmentation(), dice(1)))
    assert once.shape == pictures.shape and once.min() >= 0 and once.max() <= 1


def test_contrast_moves_a_whole_picture_and_no_colour_against_another() -> None:
    grey = torch.full((64, 3, 8, 8), 0.5)
    changed = augment(grey, Augmentation(contrast=0.2, blur=0, noise=0, cutout=0), dice())
    assert (changed.amax((1, 2, 3)) - changed.amin((1, 2, 3))).max() < 1e-6
    assert 0.05 < (changed - grey).abs().max() <= 0.4 * 0.2 + 1e-6


def test_blur_takes_detail_from_its_share_of_pictures(pictures: Tensor) -> None:
    many = pictures.repeat(16, 1, 1, 1)
    blurred = augment(many, Augmentation(contrast=0, blur=0.3, noise=0, cutout=0), dice())
    touched = (blurred - many).abs().amax((1, 2, 3)) > 1e-3
    assert 0.2 < touched.float().mean() < 0.4
    assert (blurred[touched].std((2, 3)) < many[touched].std((2, 3))).all()


def test_cutout_makes_one_small_hole_of_one_colour() -> None:
    grey = torch.full((32, 3, 64, 64), 0.5)
    holed = augment(grey, Augmentation(contrast=0, blur=0, noise=0, cutout=1.0), dice())
    hole = (holed != 0.5).any(1)
    assert 0 < hole.float().mean() < 0.02 and (hole.flatten(1).sum(1) <= 9 * 9).all()
    for picture, where in zip(holed, hole, strict=True):
        assert torch.unique(picture[:, where], dim=1).shape[1] <= 1


def test_noise_is_faint() -> None:
    grey = torch.full((8, 3, 64, 64), 0.5)
    noisy = augment(grey, Augmentation(contrast=0, blur=0, noise=0.02, cutout=0), dice())
    spread = (noisy - grey).flatten(1).std(1)
    assert (spread <= 0.021).all() and spread.max() > 0.005
