"""Endless single drawings: one thing, recoloured and gently deformed, as the layer generator is to draw it."""

from dataclasses import dataclass
from math import radians

import torch
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn.functional import affine_grid, grid_sample

from scenes.colour import recolour
from scenes.sprites import premultiplied

NOISE_DIM = 8  # numbers of a noise vector; what each one does is said in `deform`
_SHADE = 0.045  # how far one unit of noise moves each colour channel


@dataclass(frozen=True)
class Drawings:
    """A batch of drawings with the facts and the noise that made them."""

    layer: Float[Tensor, "b 4 s s"]  # premultiplied RGBA in [0, 1]
    thing: Int[Tensor, "b"]
    colour: Int[Tensor, "b"]
    style: Int[Tensor, "b"]
    noise: Float[Tensor, "b z"]


def sample_drawings(
    atlas: Float[Tensor, "what style 4 s s"],
    allowed: Float[Tensor, "what colour"],
    count: int,
    random: torch.Generator,
    often: Float[Tensor, "what"] | None = None,
) -> Drawings:
    """Things by the weights in `often` (alike if None), colours by those in `allowed`, styles alike, fresh noise.

    Atlas, weights and generator live on one device.
    """
    device = atlas.device
    often = torch.ones(atlas.shape[0], device=device) if often is None else often
    thing = torch.multinomial(often, count, replacement=True, generator=random)
    style = torch.randint(atlas.shape[1], (count,), generator=random, device=device)
    colour = torch.multinomial(allowed[thing], 1, generator=random)[:, 0]
    noise = torch.randn(count, NOISE_DIM, generator=random, device=device)
    return Drawings(draw(atlas, thing, colour, style, noise), thing, colour, style, noise)


def draw(
    atlas: Float[Tensor, "what style 4 s s"],
    thing: Int[Tensor, "b"],
    colour: Int[Tensor, "b"],
    style: Int[Tensor, "b"],
    noise: Float[Tensor, "b z"],
) -> Float[Tensor, "b 4 s s"]:
    """The true drawing of given facts and noise, premultiplied RGBA in [0, 1]."""
    return deform(premultiplied(recolour(atlas[thing, style], colour, _SHADE * noise[:, 2:5])), noise)


def deform(layer: Float[Tensor, "b 4 s s"], noise: Float[Tensor, "b z"]) -> Float[Tensor, "b 4 s s"]:
    """Variants of one thing: noise 0 makes it wider or narrower, 1 turns it, 5 leans it, 6 makes it top-heavy.

    Numbers 2 to 4 shade its colour in `draw`; number 7 is left to the generator.
    """
    bounded = noise.clamp(-2.5, 2.5)
    width = torch.exp(0.07 * bounded[:, 0])
    angle = radians(3.5) * bounded[:, 1]
    lean, taper = 0.05 * bounded[:, 5], 0.06 * bounded[:, 6]
    cos, sin, zero = angle.cos(), angle.sin(), torch.zeros_like(angle)
    rows = torch.stack([cos / width, -sin / width + lean, zero, sin, cos, zero], 1)
    grid = affine_grid(rows.view(-1, 2, 3), list(layer.shape), align_corners=False)
    across = grid[..., :1] * (1 + taper.view(-1, 1, 1, 1) * grid[..., 1:])
    return grid_sample(layer, torch.cat([across, grid[..., 1:]], -1), align_corners=False)
