"""The detector: NanoDet-g (RangiLyu 2020), which finds the 80 things of COCO and the box of each."""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor, nn
from torch.nn.functional import interpolate, leaky_relu, max_pool2d

SLOPE = 0.1  # of the leaky activation
MEAN = (103.53, 116.28, 123.675)  # of blue, green and red in [0, 255]
DEVIATION = (57.375, 57.12, 58.395)


@dataclass(frozen=True, kw_only=True)
class DetectorConfig:
    size: int = 416  # pixels a side that it was trained on
    classes: int = 80
    bins: int = 11  # distances in which a side of a box may lie from the middle of its cell
    stem: int = 32  # channels at stride 2
    stages: tuple[tuple[int, int], ...] = ((32, 1), (64, 2), (128, 2), (256, 3))  # width and pairs, strides 4 to 32
    neck: int = 128  # channels at the three strides that are looked at


class Convolution(nn.Conv2d):
    """A 3 × 3 convolution and its activation; normalisation lies in the weights."""

    def __init__(self, before: int, after: int, stride: int = 1):
        super().__init__(before, after, 3, stride, 1)

    def forward(self, hidden: Float[Tensor, "b c h w"]) -> Float[Tensor, "b d h2 w2"]:
        return leaky_relu(super().forward(hidden), SLOPE)


class Pair(nn.Module):
    """Two convolutions, of which the second looks at the first; both go on."""

    def __init__(self, width: int):
        super().__init__()
        self.first = Convolution(width, width // 2)
        self.second = Convolution(width // 2, width // 2)

    def forward(self, hidden: Float[Tensor, "b c h w"]) -> Float[Tensor, "b c h w"]:
        first = self.first(hidden)
        return torch.cat([self.second(first), first], 1)


class Stage(nn.Module):
    """Pairs beside an identity (cross stage partial network, Wang et al. 2020): twice `width` channels come out."""

    def __init__(self, before: int, width: int, pairs: int, stride: int):
        super().__init__()
        self.enter = Convolution(before, width, stride)
        self.pairs = nn.Sequential(*[Pair(width) for _ in range(pairs)])
        self.leave = Convolution(width, width)

    def forward(self, hidden: Float[Tensor, "b c h w"]) -> Float[Tensor, "b c2 h2 w2"]:
        entered = self.enter(hidden)
        return torch.cat([self.leave(self.pairs(entered)), entered], 1)


class Detector(nn.Module):
    """A CSP trunk, a pyramid that adds upwards and downwards, and a head a stride. Converted by `training.detector`."""

    def __init__(self, config: DetectorConfig):
        super().__init__()
        self.config = config
        self.stem = Convolution(3, config.stem, 2)
        before, stages = config.stem, []
        for number, (width, pairs) in enumerate(config.stages):
            stages.append(Stage(before, width, pairs, stride=2 if number else 1))
            before = 2 * width
        self.stages = nn.ModuleList(stages)
        seen = config.stages[1:]
        self.laterals = nn.ModuleList([nn.Conv2d(2 * width, config.neck, 1) for width, _ in seen])
        out = config.classes + 4 * config.bins
        self.heads = nn.ModuleList(
            [nn.Sequential(Convolution(config.neck, config.neck), nn.Conv2d(config.neck, out, 1)) for _ in seen]
        )

    def forward(self, picture: Float[Tensor, "b 3 h w"]) -> tuple[Float[Tensor, "b n k"], Float[Tensor, "b n 4"]]:
        """Pictures in [0, 1], RGB, with sides divisible by 32, to how likely each cell is the middle of each class.

        With it the box of each cell: left, top, right and bottom in pixels.
        """
        levels = [head(level) for head, level in zip(self.heads, self.pyramid(picture), strict=True)]
        found = [self._decoded(level, 8 * 2**number) for number, level in enumerate(levels)]
        likely, boxes = zip(*found, strict=True)
        return torch.cat(likely, 1), torch.cat(boxes, 1)

    def pyramid(self, picture: Float[Tensor, "b 3 h w"]) -> list[Float[Tensor, "b c h2 w2"]]:
        """The features at strides 8, 16 and 32."""
        mean, deviation = (picture.new_tensor(each).view(1, 3, 1, 1) for each in (MEAN, DEVIATION))
        hidden = self.stem((255 * picture.flip(1) - mean) / deviation)
        hidden = max_pool2d(hidden, 3, 2, 1)
        seen = []
        for stage in self.stages:
            hidden = stage(hidden)
            seen.append(hidden)
        fine, middle, coarse = (lateral(each) for lateral, each in zip(self.laterals, seen[1:], strict=True))
        middle = middle + _resized(coarse, 2)
        fine = fine + _resized(middle, 2)
        middle = middle + _resized(fine, 0.5)
        return [fine, middle, coarse + _resized(middle, 0.5)]

    def _decoded(self, level: Tensor, stride: int) -> tuple[Float[Tensor, "b n k"], Float[Tensor, "b n 4"]]:
        """Distances are the expected values of distributions (generalised focal loss, Li et al. 2020)."""
        high, wide = level.shape[2:]
        classes, bins = self.config.classes, self.config.bins
        cells = level.flatten(2).transpose(1, 2)
        sides = cells[..., classes:].unflatten(-1, (4, bins)).softmax(-1)
        far = stride * (sides @ torch.arange(bins, dtype=level.dtype, device=level.device))
        y, x = torch.meshgrid(*(torch.arange(n, device=level.device) for n in (high, wide)), indexing="ij")
        middle = (torch.stack([x, y], -1).flatten(0, 1) + 0.5) * stride
        boxes = torch.cat([middle - far[..., :2], middle + far[..., 2:]], -1)
        return cells[..., :classes].sigmoid(), boxes


def _resized(features: Float[Tensor, "b c h w"], factor: float) -> Float[Tensor, "b c h2 w2"]:
    return interpolate(features, scale_factor=factor, mode="bilinear", align_corners=False)
