"""Laying layers over a canvas: one affine warp and one alpha blend a layer, batched."""

from collections.abc import Sequence
from math import cos, radians, sin

import torch
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn.functional import affine_grid, grid_sample

from world.plan import Pose
from world.vocabulary import TIMES

LIGHT = {  # what each time or weather leaves of a thing's red, green and blue
    "day": (1.0, 1.0, 1.0),
    "night": (0.80, 0.84, 0.98),
    "sunset": (1.0, 0.90, 0.80),
    "rain": (0.86, 0.88, 0.92),
    "snowfall": (0.94, 0.96, 1.0),
}


def transforms(poses: Sequence[Pose]) -> Float[Tensor, "n 2 3"]:
    """For each pose the map from canvas coordinates to layer coordinates, both in [-1, 1]."""
    rows = []
    for pose in poses:
        turn, side = radians(pose.angle), -1.0 if pose.flip else 1.0
        c, s = cos(turn) / pose.scale, sin(turn) / pose.scale
        x, y = 2 * pose.x - 1, 2 * pose.y - 1
        rows.append([[side * c, side * s, -side * (c * x + s * y)], [-s, c, s * x - c * y]])
    return torch.tensor(rows, dtype=torch.float32).view(-1, 2, 3)


def compose(
    canvas: Float[Tensor, "b 3 h w"],
    layers: Float[Tensor, "n 4 s s"],
    owner: Int[Tensor, "n"],
    depth: Int[Tensor, "n"],
    maps: Float[Tensor, "n 2 3"],
) -> Float[Tensor, "b 3 h w"]:
    """Lay premultiplied RGBA layers over their canvases, all in [0, 1].

    `owner` says on which canvas a layer goes, `depth` in which turn: 0 first, at most one layer a canvas and turn.
    """
    for turn in range(int(depth.max()) + 1 if len(depth) else 0):
        rows = (depth == turn).nonzero()[:, 0]
        onto = owner[rows]
        grid = affine_grid(maps[rows], [len(rows), 4, *canvas.shape[-2:]], align_corners=False)
        laid = grid_sample(layers[rows], grid, align_corners=False)
        canvas = canvas.index_copy(0, onto, alpha_over(laid, canvas[onto]))
    return canvas


def alpha_over(layer: Float[Tensor, "b 4 h w"], below: Float[Tensor, "b 3 h w"]) -> Float[Tensor, "b 3 h w"]:
    """Lay a premultiplied RGBA layer over a picture; both in [0, 1]."""
    return layer[:, :3] + (1 - layer[:, 3:]) * below


def lit(layers: Float[Tensor, "n 4 s s"], time: Int[Tensor, "n"]) -> Float[Tensor, "n 4 s s"]:
    """Premultiplied layers as they look in the light of each one's time, numbered as in vocabulary.TIMES."""
    light = torch.tensor([[*LIGHT[value.key], 1.0] for value in TIMES], device=layers.device)
    return layers * light[time].view(-1, 4, 1, 1)
