"""Inked sprites: flat fills within black outlines, so that a thing is known by its shape in art of any hand."""

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn.functional import avg_pool2d, max_pool2d

from scenes.vocabulary import OBJECTS

_LEVELS = 4  # of each colour channel in a flat fill
_EDGE = 0.32  # change of colour from one side of a pixel to the other that is worth a line


def inked_atlas(atlas: Float[Tensor, "what style 4 s s"]) -> Float[Tensor, "what style 4 s s"]:
    """The atlas with every object inked; the marks, which come last, stay as they are."""
    objects = atlas[: len(OBJECTS)]
    return torch.cat([inked(objects.flatten(0, 1)).view_as(objects), atlas[len(OBJECTS) :]])


def inked(sprites: Float[Tensor, "n 4 s s"]) -> Float[Tensor, "n 4 s s"]:
    """Straight RGBA sprites in [0, 1] as flat drawings with dark outlines around and within them."""
    rgb, alpha = sprites[:, :3], sprites[:, 3:]
    weight = _smooth(alpha).clamp_min(1e-4)
    calm = _smooth(rgb * alpha) / weight  # what is transparent bleeds no colour
    flat = (calm * _LEVELS).round() / _LEVELS
    solid = (alpha > 0.5).float()
    outline = _grown(solid) - _shrunk(solid)
    across, down = calm.roll(-1, 3) - calm.roll(1, 3), calm.roll(-1, 2) - calm.roll(1, 2)
    edge = (across.square() + down.square()).sum(1, keepdim=True).sqrt()
    within = (edge > _EDGE).float() * solid
    line = torch.maximum(outline, within)
    return torch.cat([flat * (1 - line), torch.maximum(solid, line)], 1)


def _smooth(picture: Tensor) -> Tensor:
    return avg_pool2d(avg_pool2d(picture, 3, 1, 1), 3, 1, 1)


def _grown(mask: Tensor) -> Tensor:
    return max_pool2d(mask, 3, 1, 1)


def _shrunk(mask: Tensor) -> Tensor:
    return 1 - _grown(1 - mask)
