"""Endless single drawings: one thing, recoloured and gently deformed, as the layer generator is to draw it."""

from dataclasses import dataclass
from math import radians

import torch
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn.functional import grid_sample

from rendering.colour import recolour
from rendering.sprites import premultiplied
from world.plan import MARGIN

NOISE_DIM = 8  # numbers of a noise vector; what each one does is said in `deform`
_SHADE = 0.045  # how far one unit of noise moves each colour channel
_REACH, _PROBE = 1.4, 84  # how far from the middle of its square a thing may grow, and pixels to look for it there
_ROOM = 0.97  # of the square, from its middle to its sides, that a drawing may take
_SEEN = 0.1  # opacity from which on there is something
_FOOT = torch.tensor([0.0, 1 - 2 * MARGIN])  # where things stand in their square


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

    Numbers 2 to 4 shade its colour in `draw`; number 7 is left to the generator. What would grow out of its square is
    made smaller and moved until it fits.
    """
    bounded = noise.clamp(-2.5, 2.5).view(len(noise), 1, 1, -1)
    width = torch.exp(0.07 * bounded[..., 0])
    angle = radians(3.5) * bounded[..., 1]
    lean, taper = 0.05 * bounded[..., 5], 0.06 * bounded[..., 6]
    cos, sin = angle.cos(), angle.sin()

    def source(points: Float[Tensor, "b h w 2"]) -> Float[Tensor, "b h w 2"]:
        """Which point of the layer is seen at each point of the drawing; both in [-1, 1]."""
        x, y = points.unbind(-1)
        across, down = cos / width * x + (lean - sin / width) * y, sin * x + cos * y
        return torch.stack([across * (1 + taper * down), down], -1)

    smaller, moved = _fit(grid_sample(layer[:, 3:], source(_REACH * _points(layer, _PROBE)), align_corners=False))
    foot = _FOOT.to(layer.device)
    points = foot + smaller * (_points(layer, layer.shape[-1]) - moved - foot)
    return grid_sample(layer, source(points), align_corners=False)


def _fit(seen: Float[Tensor, "b 1 p p"]) -> tuple[Float[Tensor, "b 1 1 1"], Float[Tensor, "b 1 1 2"]]:
    """How many times smaller a drawing has to be, about its foot, and how far moved, to fit its square.

    `seen` is how opaque it is within _REACH of the square's middle.
    """
    axis = _REACH * ((torch.arange(_PROBE, device=seen.device) + 0.5) * 2 / _PROBE - 1)
    there = torch.stack([(seen > _SEEN).any(2)[:, 0], (seen > _SEEN).any(3)[:, 0]], -1)  # [b p 2]: columns, rows
    middle = axis.view(1, -1, 1).expand_as(there).where(there, torch.zeros((), device=seen.device))
    least, most = middle.amin(1), middle.amax(1)
    smaller = ((most - least).amax(1) / (2 * _ROOM)).clamp_min(1).view(-1, 1)
    foot = _FOOT.to(seen.device)
    least, most = (foot + (end - foot) / smaller for end in (least, most))
    moved = (_ROOM - most).clamp_max(0) + (-_ROOM - least).clamp_min(0)
    return smaller.view(-1, 1, 1, 1), moved.view(-1, 1, 1, 2)


def _points(layer: Float[Tensor, "b 4 s s"], side: int) -> Float[Tensor, "b side side 2"]:
    """The pixels' middles of a square of so many pixels a side, in [-1, 1]."""
    axis = (torch.arange(side, device=layer.device) + 0.5) * 2 / side - 1
    rows, columns = torch.meshgrid(axis, axis, indexing="ij")
    return torch.stack([columns, rows], -1).expand(len(layer), -1, -1, -1)
