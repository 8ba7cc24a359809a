"""The refiner: a painted ground of twice the side, with the edges that enlarging leaves soft."""

from dataclasses import dataclass

from jaxtyping import Float
from torch import Tensor, nn
from torch.nn.functional import interpolate, pixel_shuffle, silu


@dataclass(frozen=True, kw_only=True)
class RefinerConfig:
    width: int = 32  # channels at the canvas's size
    deep: int = 48  # channels at half of it
    blocks: int = 3  # residual blocks at half of it


class Residual(nn.Module):
    """Two convolutions beside an identity (He et al. 2016)."""

    def __init__(self, width: int):
        super().__init__()
        self.first = nn.Conv2d(width, width, 3, padding=1)
        self.second = nn.Conv2d(width, width, 3, padding=1)

    def forward(self, hidden: Float[Tensor, "b c h w"]) -> Float[Tensor, "b c h w"]:
        return hidden + self.second(silu(self.first(silu(hidden))))


class Refiner(nn.Module):
    """A small U-Net (Ronneberger et al. 2015) with a sub-pixel end (Shi et al. 2016). Trained by `training.refiner`."""

    def __init__(self, config: RefinerConfig):
        super().__init__()
        self.config = config
        self.enter = nn.Conv2d(3, config.width, 3, padding=1)
        self.down = nn.Conv2d(config.width, config.deep, 4, stride=2, padding=1)
        self.deep = nn.Sequential(*[Residual(config.deep) for _ in range(config.blocks)])
        self.up = nn.Conv2d(config.deep, 4 * config.width, 1)
        self.blend = Residual(config.width)
        self.finish = nn.Conv2d(config.width, 12, 3, padding=1)
        nn.init.zeros_(self.finish.weight)
        assert self.finish.bias is not None
        nn.init.zeros_(self.finish.bias)  # untrained, it only enlarges

    def forward(self, ground: Float[Tensor, "b 3 h w"]) -> Float[Tensor, "b 3 h2 w2"]:
        """A ground in [0, 1] to the finished one, which may leave that range a little."""
        fine = self.enter(ground)
        coarse = self.deep(self.down(silu(fine)))
        fine = self.blend(fine + pixel_shuffle(self.up(silu(coarse)), 2))
        change = pixel_shuffle(self.finish(silu(fine)), 2)
        return interpolate(ground, scale_factor=2.0, mode="bilinear", align_corners=False) + change
