"""The upscaler: a drawn layer four times as large, with the edges and lines that its blur leaves open."""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor, nn
from torch.nn.functional import interpolate, pixel_shuffle, silu

from models.refiner import Residual

FACTOR = 4  # how much larger a side becomes


@dataclass(frozen=True, kw_only=True)
class UpscalerConfig:
    width: int = 48  # channels at the layer's size
    blocks: int = 5  # residual blocks at the layer's size
    fine: int = 24  # channels at twice the size


class Upscaler(nn.Module):
    """Residual blocks with a sub-pixel end in two steps (Lim et al. 2017). Trained by `training.upscaler`."""

    def __init__(self, config: UpscalerConfig):
        super().__init__()
        self.config = config
        self.enter = nn.Conv2d(4, config.width, 3, padding=1)
        self.blocks = nn.Sequential(*[Residual(config.width) for _ in range(config.blocks)])
        self.twice = nn.Conv2d(config.width, 4 * config.fine, 3, padding=1)
        self.blend = Residual(config.fine)
        self.finish = nn.Conv2d(config.fine, 16, 3, padding=1)
        nn.init.zeros_(self.finish.weight)
        assert self.finish.bias is not None
        nn.init.zeros_(self.finish.bias)  # untrained, it only enlarges

    def forward(self, layer: Float[Tensor, "b 4 s s"]) -> Float[Tensor, "b 4 s4 s4"]:
        """Premultiplied RGBA in [0, 1] to the same of four times the side; no colour is brighter than its alpha."""
        coarse = self.enter(layer)
        coarse = coarse + self.blocks(coarse)
        fine = self.blend(pixel_shuffle(self.twice(silu(coarse)), 2))
        change = pixel_shuffle(self.finish(silu(fine)), 2)
        enlarged = interpolate(layer, scale_factor=float(FACTOR), mode="bilinear", align_corners=False)
        whole = (enlarged + change).clamp(0, 1)
        alpha = whole[:, 3:]
        return torch.cat([torch.minimum(whole[:, :3], alpha), alpha], 1)
