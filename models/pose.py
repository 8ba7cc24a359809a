"""The pose network: MoveNet Lightning (Votel & Li 2021), which finds 17 points of the body of the one in the middle."""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor, nn
from torch.nn.functional import interpolate, pad


@dataclass(frozen=True, kw_only=True)
class PoseConfig:
    size: int = 192  # pixels a side that it was trained on
    points: int = 17  # nose, eyes, ears, shoulders, elbows, wrists, hips, knees, ankles; the person's left first
    stem: int = 32  # channels at stride 2
    widen: int = 6  # times as wide is the middle of a block
    # Strides 4 to 32 of the trunk: blocks as width and stride.
    stages: tuple[tuple[tuple[int, int], ...], ...] = (
        ((16, 1), (24, 2), (24, 1)),
        ((32, 2), (32, 1), (32, 1)),
        ((64, 2), (64, 1), (64, 1), (64, 1)),
        ((96, 1), (96, 1), (96, 1), (160, 2), (160, 1), (160, 1), (320, 1)),
    )
    last: int = 1280  # channels after the last block
    neck: tuple[int, ...] = (24, 32, 64, 64)  # channels at strides 4 to 32, on the way up again
    head: int = 96
    near: float = 1.8  # cells: how far from the middle, or from where it is expected, a point counts half


class Convolution(nn.Conv2d):
    """Padded as TensorFlow does, at the right and below first; normalisation lies in the weights."""

    def __init__(self, before: int, after: int, side: int, stride: int = 1, *, groups: int = 1, bias: bool = True):
        super().__init__(before, after, side, stride, groups=groups, bias=bias)
        self.margin = (side - stride) // 2, (side - stride + 1) // 2  # before, behind; sides divide by the stride

    def forward(self, input: Tensor) -> Tensor:
        """Of [b c h w] makes [b d h2 w2]."""
        before, behind = self.margin
        return super().forward(pad(input, (before, behind, before, behind)) if behind > 0 else input)


class Block(nn.Module):
    """An inverted residual (MobileNetV2, Sandler et al. 2018): widened, looked at channel by channel, narrowed."""

    def __init__(self, before: int, after: int, stride: int, widen: int):
        super().__init__()
        middle = before * widen
        self.widened = Convolution(before, middle, 1) if widen > 1 else None
        self.looked = Convolution(middle, middle, 3, stride, groups=middle)
        self.narrowed = Convolution(middle, after, 1)
        self.residual = stride == 1 and before == after

    def forward(self, hidden: Float[Tensor, "b c h w"]) -> Float[Tensor, "b d h2 w2"]:
        wide = hidden if self.widened is None else self.widened(hidden).clamp(0, 6)
        after = self.narrowed(self.looked(wide).clamp(0, 6))
        return hidden + after if self.residual else after


class Stage(nn.Module):
    """Blocks, after the last ones a wide convolution, and what of them the way up takes."""

    def __init__(self, before: int, blocks: tuple[tuple[int, int], ...], neck: int, config: PoseConfig, *, last: bool):
        super().__init__()
        parts = []
        for width, stride in blocks:
            parts.append(Block(before, width, stride, 1 if before == config.stem and width < before else config.widen))
            before = width
        self.blocks = nn.Sequential(*parts)
        self.last = Convolution(before, config.last, 1) if last else None
        self.lateral = Convolution(config.last if last else before, neck, 1)

    def forward(
        self, hidden: Float[Tensor, "b c h w"]
    ) -> tuple[Float[Tensor, "b c2 h2 w2"], Float[Tensor, "b n h2 w2"]]:
        """What goes on, and what the way up takes."""
        hidden = self.blocks(hidden)
        seen = hidden if self.last is None else self.last(hidden).clamp(0, 6)
        return hidden, self.lateral(seen)


class Separable(nn.Sequential):
    """A convolution channel by channel, one across channels, and the activation."""

    def __init__(self, before: int, after: int):
        super().__init__(
            Convolution(before, before, 3, groups=before, bias=False), Convolution(before, after, 1), nn.ReLU()
        )


class Pose(nn.Module):
    """MobileNetV2, a pyramid back up to stride 4, and four heads (CenterNet, Zhou et al. 2019).

    Converted by `training.pose`.
    """

    def __init__(self, config: PoseConfig):
        super().__init__()
        self.config = config
        self.stem = Convolution(3, config.stem, 3, 2)
        before, stages = config.stem, []
        for number, (blocks, neck) in enumerate(zip(config.stages, config.neck, strict=True)):
            stages.append(Stage(before, blocks, neck, config, last=number + 1 == len(config.stages)))
            before = blocks[-1][0]
        self.stages = nn.ModuleList(stages)
        narrower = (config.neck[0], *config.neck[:-1])
        self.up = nn.ModuleList([Separable(config.neck[n], narrower[n]) for n in reversed(range(len(config.neck) - 1))])
        points, first = config.points, config.neck[0]
        self.heat, self.expected, self.middle, self.offset = (
            nn.Sequential(Separable(first, config.head), Convolution(config.head, out, 1))
            for out in (points, 2 * points, 1, 2 * points)
        )

    def forward(self, picture: Float[Tensor, "b 3 h w"]) -> tuple[Float[Tensor, "b p 2"], Float[Tensor, "b p"]]:
        """Pictures in [0, 1], RGB, with sides divisible by 32, to where each point is and how sure that is.

        Places are x and y in pixels of the picture. Of several people the one nearest to the middle is taken.
        """
        features = self.features(picture)
        heat, middle = self.heat(features).sigmoid(), self.middle(features)[:, 0].sigmoid()
        high, wide = middle.shape[1:]
        rows, columns = torch.meshgrid(
            *(torch.arange(n, dtype=heat.dtype, device=heat.device) for n in (high, wide)), indexing="ij"
        )
        far = ((rows - high // 2).square() + (columns - wide // 2).square()).sqrt()
        best = (middle / (far + self.config.near)).flatten(1).argmax(1)  # the cell of the body's middle
        expected = _at(self.expected(features), best[:, None].expand(-1, self.config.points))
        y = (best // wide)[:, None] + expected[..., 0]
        x = (best % wide)[:, None] + expected[..., 1]
        off = (rows - y[..., None, None]).square() + (columns - x[..., None, None]).square()
        cells = (heat / (off.sqrt() + self.config.near)).flatten(2).argmax(2)
        offset = _at(self.offset(features), cells)
        sure = heat.flatten(2).gather(2, cells[..., None])[..., 0]
        place = torch.stack([cells % wide + offset[..., 1], cells // wide + offset[..., 0]], -1)
        return place * (picture.shape[-1] / wide), sure

    def features(self, picture: Float[Tensor, "b 3 h w"]) -> Float[Tensor, "b c h2 w2"]:
        """The features at stride 4 that the heads look at."""
        hidden = self.stem(2 * picture - 1).clamp(0, 6)
        seen = []
        for stage in self.stages:
            hidden, lateral = stage(hidden)
            seen.append(lateral)
        hidden = seen.pop()
        for separable in self.up:
            hidden = separable(interpolate(hidden, scale_factor=2.0, mode="bilinear") + seen.pop())
        return hidden


def _at(map: Float[Tensor, "b q h w"], cells: Tensor) -> Float[Tensor, "b p 2"]:
    """The y and x that a head gives for each point at that point's cell; `cells` are [b p]."""
    pairs = map.flatten(2).unflatten(1, (-1, 2))
    return pairs.gather(3, cells[:, :, None, None].expand(-1, -1, 2, 1))[..., 0]
