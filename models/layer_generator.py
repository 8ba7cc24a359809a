"""The layer generator: one thing, in canonical pose, as RGBA, from its facts and a little noise."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn.functional import interpolate, silu

ROWS = 64  # in which a drawing can be told different things
SEAM = 0.2  # of its height, where one thing becomes another
Content = Float[Tensor, "b d"] | Float[Tensor, "b d rows"]


@dataclass(frozen=True, kw_only=True)
class LayerGeneratorConfig:
    things: int  # drawable things and marks
    colours: int
    styles: int
    noise_dim: int = 8  # free variation that no word decides
    content_dim: int = 256  # what a layer is
    base: int = 4  # side of the first feature map
    widths: tuple[int, ...] = (256, 256, 160, 80, 32)  # channels at 4, 8, 16, 32, 64 px
    drawn: tuple[str, ...] = ()  # the things that it draws well enough to be offered; all of them where none is named

    @property
    def size(self) -> int:
        """Pixels a side of what it draws."""
        return self.base * 2 ** (len(self.widths) - 1)


class Activation(nn.Module):
    """RMS norm over channels, then scale and shift by what is told (FiLM, Perez et al. 2018), then SiLU."""

    def forward(self, hidden: Float[Tensor, "b c h w"], film: Float[Tensor, "b c2 #h 1"]) -> Float[Tensor, "b c h w"]:
        scale, shift = film.chunk(2, 1)
        level = hidden.square().mean(1, keepdim=True).add(1e-4).rsqrt()
        return silu(hidden * level * (1 + scale) + shift)


class Modulated(nn.Module):
    """An activation by the content, then a 3×3 convolution."""

    def __init__(self, inside: int, outside: int, content_dim: int):
        super().__init__()
        self.film = nn.Linear(content_dim, 2 * inside)
        self.activate = Activation()
        self.conv = nn.Conv2d(inside, outside, 3, padding=1)

    def forward(self, hidden: Float[Tensor, "b c h w"], content: Content) -> Float[Tensor, "b o h w"]:
        return self.conv(self.activate(hidden, self._film(content, hidden.shape[2])))

    def _film(self, content: Content, height: int) -> Float[Tensor, "b c2 #h 1"]:
        if content.ndim == 2:
            return self.film(content)[:, :, None, None]
        return interpolate(self.film(content.mT).mT, size=height, mode="linear")[..., None]


class Block(nn.Module):
    """Twice the resolution: one modulated convolution before, one after, and a residual path."""

    def __init__(self, inside: int, outside: int, content_dim: int):
        super().__init__()
        self.skip = nn.Conv2d(inside, outside, 1, bias=False)
        self.first = Modulated(inside, outside, content_dim)
        self.second = Modulated(outside, outside, content_dim)

    def forward(self, hidden: Float[Tensor, "b c h w"], content: Content) -> Float[Tensor, "b o h2 w2"]:
        inner = interpolate(self.first(hidden, content), scale_factor=2.0, mode="nearest")
        around = interpolate(self.skip(hidden), scale_factor=2.0, mode="bilinear")
        return (self.second(inner, content) + around) * 0.7071


class LayerGenerator(nn.Module):
    """Facts and noise to a layer. Trained by `training.layers`."""

    def __init__(self, config: LayerGeneratorConfig):
        super().__init__()
        self.config = config
        dim = config.content_dim
        self.thing = nn.Embedding(config.things, dim)
        self.colour = nn.Embedding(config.colours, dim)
        self.style = nn.Embedding(config.styles, dim)
        self.noise = nn.Linear(config.noise_dim, dim)
        self.mix = nn.Sequential(nn.Linear(dim, dim), nn.SiLU(), nn.Linear(dim, dim), nn.SiLU(), nn.Linear(dim, dim))
        self.start = nn.Linear(dim, config.widths[0] * config.base**2)
        self.blocks = nn.ModuleList(
            [Block(a, b, dim) for a, b in zip(config.widths[:-1], config.widths[1:], strict=True)]
        )
        self.finish = Modulated(config.widths[-1], 4, dim)

    def content(
        self, thing: Int[Tensor, "b"], colour: Int[Tensor, "b"], style: Int[Tensor, "b"]
    ) -> Float[Tensor, "b d"]:
        """The content vector of facts numbered as in the vocabulary."""
        return self.thing(thing) + self.colour(colour) + self.style(style)

    def forward(self, content: Float[Tensor, "b d"], noise: Float[Tensor, "b z"]) -> Float[Tensor, "b 4 s s"]:
        """Premultiplied RGBA in [0, 1]; noise is standard normal."""
        return self.paint([self.mixed(content, noise)] * self.levels)

    @property
    def levels(self) -> int:
        """How many times a drawing is told what it is: at the start, in each block, at the end."""
        return len(self.blocks) + 2

    def mixed(self, content: Float[Tensor, "b d"], noise: Float[Tensor, "b z"]) -> Float[Tensor, "b d"]:
        """What a level is told; what different drawings are told may be blended, level by level."""
        return self.mix(content + self.noise(noise))

    def paint(self, told: Sequence[Content]) -> Float[Tensor, "b 4 s s"]:
        """Premultiplied RGBA in [0, 1] from what each level is told, coarse ones first, as a whole or row by row."""
        first, *middle, last = told
        hidden = self._started(first).contiguous(memory_format=torch.channels_last)
        for block, mixed in zip(self.blocks, middle, strict=True):
            hidden = block(hidden, mixed)
        drawn = torch.sigmoid(self.finish(hidden, last).float())
        alpha = drawn[:, 3:]
        return torch.cat([drawn[:, :3] * alpha, alpha], 1)

    def _started(self, content: Content) -> Float[Tensor, "b c h w"]:
        base, width = self.config.base, self.config.widths[0]
        if content.ndim == 2:
            return self.start(content).view(-1, width, base, base)
        rows = interpolate(content, size=base, mode="area").mT
        each = self.start(rows).view(-1, base, width, base, base)  # the whole map that each row's content begins
        return each.diagonal(dim1=1, dim2=3).permute(0, 1, 3, 2)


def shares_by_level(share: float, levels: int) -> list[float]:
    """How far each level has gone towards another style: the fine ones first (style mixing, Karras et al. 2019)."""
    return [min(1.0, max(0.0, 2 * share - 1 + level / (levels - 1))) for level in range(levels)]


def shares_by_row(share: float, middle: float = 0.5) -> list[float]:
    """How far each of ROWS rows, from the top, has gone towards another thing: the lower ones first, with a soft seam.

    Two things averaged are neither; one above the other is both. At a half the seam lies at their `middle`, a share of
    the height from the top.
    """
    below, above = 1 + SEAM / 2, -SEAM / 2
    seam = below + 2 * share * (middle - below) if share < 0.5 else middle + (2 * share - 1) * (above - middle)
    return [min(1.0, max(0.0, ((row + 0.5) / ROWS - seam) / SEAM + 0.5)) for row in range(ROWS)]
