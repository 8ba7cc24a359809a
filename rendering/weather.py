"""Rain and snow that fall: most of it behind the things, some before them."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from rendering.places import SHELTERED, WEATHERS
from world.plan import Plan

LANES = 36  # of rain across the picture
SLANT = 0.22  # of the height, how far a drop is blown aside
STREAK = (0.05, 0.09)  # of the height, how long streaks are
THICK = 0.0025  # of the width, half a streak
FLAKE = (0.006, 0.02)  # of the width, their radii
SOFT = 0.008  # of the width, the edge of a flake
_RAIN, _SNOW = (0.90, 0.95, 1.0), (1.0, 1.0, 1.0)


@dataclass(frozen=True)
class Fall:
    """How much falls: streaks in each lane of rain, flakes of snow, and how opaque they are."""

    streaks: int
    flakes: int
    rain: float
    snow: float


FAR, NEAR = Fall(6, 44, 0.7, 0.9), Fall(1, 10, 0.4, 0.9)  # behind the things, before them


def weathered(pictures: Float[Tensor, "b 3 s s"], plans: Sequence[Plan], fall: Fall) -> Float[Tensor, "b 3 s s"]:
    """Pictures in [0, 1] with the rain or snow of their plans over them; the same seed, the same drops."""
    return torch.stack([_under_the_sky(picture, plan, fall) for picture, plan in zip(pictures, plans, strict=True)])


def _under_the_sky(picture: Float[Tensor, "3 s s"], plan: Plan, fall: Fall) -> Float[Tensor, "3 s s"]:
    if plan.backdrop is None or plan.time not in WEATHERS or plan.time not in SHELTERED.get(plan.place or "", WEATHERS):
        return picture
    random = torch.Generator().manual_seed(plan.backdrop.seed + fall.streaks)  # others behind than before
    size = picture.shape[-1]
    if plan.time == "rain":
        cover, colour = fall.rain * streaks(size, fall.streaks, random), _RAIN
    else:
        cover, colour = fall.snow * flakes(size, fall.flakes, random), _SNOW
    cover = cover.to(picture.device)
    return picture + cover * (torch.tensor(colour, device=picture.device).view(3, 1, 1) - picture)


def streaks(size: int, each: int, random: torch.Generator) -> Float[Tensor, "s s"]:
    """How much of each pixel one of the streaks covers, in [0, 1]; `each` in every slanted lane."""
    y, x = _axes(size)
    lane = torch.arange(LANES)
    middle = (lane + 0.2 + 0.6 * torch.rand(LANES, generator=random)) / LANES * (1 + SLANT)
    start, length = torch.rand(2, LANES, each, generator=random).unbind(0)
    length = STREAK[0] + (STREAK[1] - STREAK[0]) * length
    beside = (x + SLANT * y)[..., None] - middle  # [s s lanes]
    thin = ((THICK + 0.5 / size - beside.abs()) * size).clamp(0, 1)
    along = (y[..., None, None] - start) % 1.0 / length  # [s 1 lanes each]
    return (thin * (along < 1).any(-1)).amax(-1)


def flakes(size: int, count: int, random: torch.Generator) -> Float[Tensor, "s s"]:
    """How much of each pixel a snowflake covers, in [0, 1]."""
    y, x = _axes(size)
    across, down, radius = torch.rand(3, count, generator=random).unbind(0)
    radius = FLAKE[0] + (FLAKE[1] - FLAKE[0]) * radius
    away = ((x[..., None] - across).square() + (y[..., None] - down).square()).sqrt()
    return ((radius - away) / SOFT).sigmoid().amax(-1)


def _axes(size: int) -> tuple[Float[Tensor, "s 1"], Float[Tensor, "1 s"]]:
    axis = (torch.arange(size) + 0.5) / size
    return axis.view(-1, 1), axis.view(1, -1)
