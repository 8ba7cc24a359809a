"""Augmentation of whole pictures: what a colour word means must survive it."""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn.functional import interpolate


@dataclass(frozen=True)
class Augmentation:
    """How strong each change is; 0 turns it off."""

    contrast: float = 0.15  # brightness and contrast, relative
    blur: float = 0.3  # share of pictures that lose detail
    noise: float = 0.02  # standard deviation, added
    cutout: float = 0.3  # share of pictures with a small hole


def augment(pictures: Float[Tensor, "b 3 h w"], how: Augmentation, random: torch.Generator) -> Float[Tensor, "b 3 h w"]:
    """Light changes that keep every fact and every place; in and out in [0, 1]."""
    count, _, height, width = pictures.shape
    device = pictures.device

    def uniform(*shape: int) -> Tensor:
        return torch.rand(shape, generator=random, device=device)

    gain = 1 + how.contrast * (2 * uniform(count, 1, 1, 1) - 1)
    lift = 0.4 * how.contrast * (2 * uniform(count, 1, 1, 1) - 1)
    pictures = (pictures - 0.5) * gain + 0.5 + lift
    soft = interpolate(interpolate(pictures, scale_factor=0.5, mode="area"), size=(height, width), mode="bilinear")
    pictures = torch.where(uniform(count, 1, 1, 1) < how.blur, soft, pictures)
    if how.cutout:
        axis = torch.linspace(0, 1, width, device=device)
        x, y = uniform(count, 1, 1, 1), uniform(count, 1, 1, 1)
        hole = ((axis.view(1, 1, 1, -1) - x).abs() < 0.06) & ((axis.view(1, 1, -1, 1) - y).abs() < 0.06)
        pictures = torch.where(hole & (uniform(count, 1, 1, 1) < how.cutout), uniform(count, 3, 1, 1), pictures)
    grain = torch.randn(pictures.shape, generator=random, device=device)
    return (pictures + how.noise * uniform(count, 1, 1, 1) * grain).clamp(0, 1)
