"""Sprites as others might have drawn them, so that a thing is known by its shape."""

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn.functional import avg_pool2d, grid_sample, interpolate, max_pool2d

from rendering.sprites import premultiplied, straight
from world.vocabulary import OBJECTS

_LEVELS = 4  # of each colour channel in a flat fill
_EDGE = 0.32  # change of colour from one side of a pixel to the other that is worth a line
_STRETCH = 0.22  # of width against height and of shear, at most
_BEND = 0.07  # standard deviation of the bends, in half sides
_BENDS = 4  # along a side


def outlined_atlas(atlas: Float[Tensor, "what style 4 s s"]) -> Float[Tensor, "what style 4 s s"]:
    """The atlas with every object outlined; the marks, which come last, stay as they are."""
    return _with_objects(atlas, outlined(atlas[: len(OBJECTS)].flatten(0, 1)))


def by_other_artists(
    atlas: Float[Tensor, "what style 4 s s"], drawings: Float[Tensor, "object artist 4 s s"], random: torch.Generator
) -> Float[Tensor, "what style 4 s s"]:
    """The atlas with every object by other artists, one for each style by dice; the marks stay as they are."""
    chosen = torch.randint(drawings.shape[1], (atlas.shape[1],), generator=random, device=atlas.device)
    return torch.cat([drawings[:, chosen], atlas[len(OBJECTS) :]])


def distorted_atlas(
    atlas: Float[Tensor, "what style 4 s s"], random: torch.Generator
) -> Float[Tensor, "what style 4 s s"]:
    """The atlas with every object distorted; the marks, which come last, stay as they are."""
    return _with_objects(atlas, distorted(atlas[: len(OBJECTS)].flatten(0, 1), random))


def _with_objects(atlas: Tensor, objects: Tensor) -> Tensor:
    return torch.cat([objects.unflatten(0, (-1, atlas.shape[1])), atlas[len(OBJECTS) :]])


def outlined(sprites: Float[Tensor, "n 4 s s"]) -> Float[Tensor, "n 4 s s"]:
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


def distorted(sprites: Float[Tensor, "n 4 s s"], random: torch.Generator) -> Float[Tensor, "n 4 s s"]:
    """Each sprite stretched, sheared and bent by dice of its own (elastic distortions, Simard et al. 2003)."""
    count, device = len(sprites), sprites.device
    stretch, shear, lean = _STRETCH * (2 * torch.rand(3, count, 1, 1, generator=random, device=device) - 1)
    bends = _BEND * torch.randn(count, 2, _BENDS, _BENDS, generator=random, device=device)
    across, down = interpolate(bends, sprites.shape[-2:], mode="bicubic", align_corners=True).unbind(1)
    axis = torch.linspace(-1, 1, sprites.shape[-1], device=device)
    x, y = axis.view(1, 1, -1), axis.view(1, -1, 1)
    grid = torch.stack([(x + shear * y) * stretch.exp() + across, (y + lean * x) / stretch.exp() + down], -1)
    return straight(grid_sample(premultiplied(sprites), grid, align_corners=True))


def _smooth(picture: Tensor) -> Tensor:
    return avg_pool2d(avg_pool2d(picture, 3, 1, 1), 3, 1, 1)


def _grown(mask: Tensor) -> Tensor:
    return max_pool2d(mask, 3, 1, 1)


def _shrunk(mask: Tensor) -> Tensor:
    return 1 - _grown(1 - mask)
