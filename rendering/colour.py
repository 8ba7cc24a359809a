"""Recolouring: any sprite in any of the vocabulary's colours, eyes and highlights kept."""

import torch
from jaxtyping import Float, Int
from torch import Tensor

from world.vocabulary import COLOURS

# What each colour word looks like, sRGB in [0, 1], in the order of vocabulary.COLOURS (natural has none).
RGB = torch.tensor(
    [
        (0.5, 0.5, 0.5),
        (0.87, 0.16, 0.17),
        (0.96, 0.54, 0.12),
        (0.98, 0.83, 0.18),
        (0.25, 0.66, 0.28),
        (0.18, 0.44, 0.86),
        (0.56, 0.27, 0.72),
        (0.98, 0.56, 0.72),
        (0.50, 0.31, 0.18),
        (0.16, 0.16, 0.18),
        (0.94, 0.94, 0.93),
        (0.56, 0.57, 0.59),
    ]
)
assert len(RGB) == len(COLOURS)
_LUMA = torch.tensor([0.299, 0.587, 0.114])
_CONTRAST = 0.20  # luminance spread of a recoloured sprite


def recolour(
    sprite: Float[Tensor, "b 4 h w"], colour: Int[Tensor, "b"], jitter: Float[Tensor, "b 3"] | None = None
) -> Float[Tensor, "b 4 h w"]:
    """Paint straight RGBA sprites in the colours numbered as in vocabulary.COLOURS; 0 (natural) leaves them be.

    The sprite's luminance is normalised around its own mean; dark, middle and light become black, the colour and
    white. `jitter` is added to the colour's RGB, so that one word covers a range of shades.
    """
    rgb, alpha = sprite[:, :3], sprite[:, 3:]
    luma = (rgb * _LUMA.to(rgb).view(1, 3, 1, 1)).sum(1, keepdim=True)
    weight = alpha.sum((2, 3), keepdim=True).clamp_min(1)
    mean = (luma * alpha).sum((2, 3), keepdim=True) / weight
    spread = ((luma - mean).square() * alpha).sum((2, 3), keepdim=True).div(weight).sqrt()
    level = (0.5 + (luma - mean) * (_CONTRAST / spread.clamp_min(0.06))).clamp(0.05, 0.98)
    target = RGB.to(rgb)[colour]
    if jitter is not None:
        target = (target + jitter.to(target)).clamp(0, 1)
    target = target[:, :, None, None]
    painted = torch.where(level < 0.5, target * level * 2, target + (1 - target) * (level - 0.5) * 2)
    natural = (colour == 0).view(-1, 1, 1, 1)
    return torch.cat([torch.where(natural, rgb, painted.clamp(0, 1)), alpha], 1)
