"""Generators of whole canvases: of grounds, told by place and time of day; and of anything, told by words."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn.functional import normalize

from models.layer_generator import Block, Modulated
from models.text_encoder import TextEncoder, TextEncoderConfig


@dataclass(frozen=True, kw_only=True)
class CanvasConfig:
    noise_dim: int = 96
    content_dim: int = 160
    base: int = 4  # side of the first feature map
    widths: tuple[int, ...] = (192, 160, 128, 64, 32, 16)  # channels at 4, 8, … 128 px

    @property
    def size(self) -> int:
        """Pixels a side of what it paints."""
        return self.base * 2 ** (len(self.widths) - 1)


@dataclass(frozen=True, kw_only=True)
class BackdropGeneratorConfig(CanvasConfig):
    places: int  # one more than the vocabulary's: the last is none
    times: int

    @property
    def grain_sizes(self) -> list[int]:
        """How many numbers of grain each block takes, one a pixel."""
        return [(self.base * 2**level) ** 2 for level in range(1, len(self.widths))]

    @property
    def grain_dim(self) -> int:
        return sum(self.grain_sizes)


@dataclass(frozen=True, kw_only=True)
class PlainGeneratorConfig(CanvasConfig):
    noise_dim: int = 8  # few, or noise would say what the words should
    text: TextEncoderConfig = field(default_factory=TextEncoderConfig)


class Canvas(nn.Module):
    """A content vector and noise to a picture."""

    def __init__(self, config: CanvasConfig):
        super().__init__()
        dim = config.content_dim
        self.noise = nn.Linear(config.noise_dim, dim)
        self.mix = nn.Sequential(nn.Linear(dim, dim), nn.SiLU(), nn.Linear(dim, dim))
        self.start = nn.Linear(dim, config.widths[0] * config.base**2)
        pairs = zip(config.widths[:-1], config.widths[1:], strict=True)
        self.blocks = nn.ModuleList([Block(a, b, dim) for a, b in pairs])
        self.finish = Modulated(config.widths[-1], 3, dim)
        self.base, self.width = config.base, config.widths[0]

    def paint(
        self, content: Float[Tensor, "b d"], noise: Float[Tensor, "b z"], added: Sequence[Tensor] = ()
    ) -> Float[Tensor, "b 3 s s"]:
        """Pictures in [0, 1]; noise is standard normal, and each block's map may have something added to it."""
        mixed = self.mix(content + self.noise(noise))
        hidden = self.start(mixed).view(-1, self.width, self.base, self.base)
        hidden = hidden.contiguous(memory_format=torch.channels_last)
        for level, block in enumerate(self.blocks):
            hidden = block(hidden, mixed)
            if added:
                hidden = hidden + added[level]
        return torch.sigmoid(self.finish(hidden, mixed).float())


class BackdropGenerator(Canvas):
    """Place, time and noise to a picture. Trained by `training.backdrop`.

    Noise decides shapes and colours; grain, added to every block's map (Karras et al. 2019), what has no other cause:
    where a star stands, how blades of grass lie.
    """

    def __init__(self, config: BackdropGeneratorConfig):
        super().__init__(config)
        self.config = config
        self.place = nn.Embedding(config.places, config.content_dim)
        self.time = nn.Embedding(config.times, config.content_dim)
        self.strength = nn.ParameterList([nn.Parameter(torch.zeros(width)) for width in config.widths[1:]])

    def forward(
        self, content: Float[Tensor, "b d"], noise: Float[Tensor, "b z"], grain: Float[Tensor, "b g"]
    ) -> Float[Tensor, "b 3 s s"]:
        """Pictures in [0, 1]; noise and grain are standard normal, as many numbers as the config says."""
        maps = grain.split(self.config.grain_sizes, 1)
        added = [
            strength.view(1, -1, 1, 1) * numbers.view(len(numbers), 1, round(size**0.5), -1)
            for strength, numbers, size in zip(self.strength, maps, self.config.grain_sizes, strict=True)
        ]
        return self.paint(content, noise, added)

    def content(self, place: Int[Tensor, "b"], time: Int[Tensor, "b"]) -> Float[Tensor, "b d"]:
        """The content vector of places and times numbered as in the vocabulary."""
        return self.place(place) + self.time(time)


class PlainGenerator(Canvas):
    """Words and noise to a picture, for worlds that have no layers. Trained by `training.plain`."""

    def __init__(self, config: PlainGeneratorConfig):
        super().__init__(config)
        self.config = config
        self.text = TextEncoder(config.text)
        self.say = nn.Linear(self.text.width, config.content_dim)

    def content(self, words: Int[Tensor, "b t"], mask: Int[Tensor, "b t"]) -> Float[Tensor, "b d"]:
        """The content vector of sentences; each has at least one word."""
        return self.say(self.text(words, mask).sentence)

    def forward(self, content: Float[Tensor, "b d"], noise: Float[Tensor, "b z"]) -> Float[Tensor, "b 3 s s"]:
        """Pictures in [0, 1]; only the direction of the noise counts, so that a learnt code is like any noise."""
        length = noise.shape[-1] ** 0.5  # of standard normal noise on average
        return self.paint(content, length * normalize(noise, dim=-1))
