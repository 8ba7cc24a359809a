"""The picture generator: a whole canvas of anything, told by words."""

from dataclasses import dataclass, field
from itertools import pairwise

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn.functional import normalize

from models.layer_generator import Block, Modulated
from models.text_encoder import TextEncoder, TextEncoderConfig


@dataclass(frozen=True, kw_only=True)
class PictureGeneratorConfig:
    noise_dim: int = 8  # few, or noise would say what the words should
    content_dim: int = 160
    base: int = 4  # side of the first feature map
    widths: tuple[int, ...] = (192, 160, 128, 64, 32, 16)  # channels at 4, 8, … 128 px
    text: TextEncoderConfig = field(default_factory=TextEncoderConfig)

    @property
    def size(self) -> int:
        """Pixels a side of what it paints."""
        return self.base * 2 ** (len(self.widths) - 1)


class PictureGenerator(nn.Module):
    """Words and noise to a picture, for worlds that have no layers. Trained by `training.picture_generator`."""

    def __init__(self, config: PictureGeneratorConfig):
        super().__init__()
        self.config = config
        dim, widths = config.content_dim, config.widths
        self.noise = nn.Linear(config.noise_dim, dim)
        self.mix = nn.Sequential(nn.Linear(dim, dim), nn.SiLU(), nn.Linear(dim, dim))
        self.start = nn.Linear(dim, widths[0] * config.base**2)
        self.blocks = nn.ModuleList([Block(a, b, dim) for a, b in pairwise(widths)])
        self.finish = Modulated(widths[-1], 3, dim)
        self.text = TextEncoder(config.text)
        self.say = nn.Linear(self.text.width, dim)

    def content(self, words: Int[Tensor, "b t"], mask: Int[Tensor, "b t"]) -> Float[Tensor, "b d"]:
        """The content vector of sentences; each has at least one word."""
        return self.say(self.text(words, mask).sentence)

    def forward(self, content: Float[Tensor, "b d"], noise: Float[Tensor, "b z"]) -> Float[Tensor, "b 3 s s"]:
        """Pictures in [0, 1]; only the direction of the noise counts, so that a learnt code is like any noise."""
        length = noise.shape[-1] ** 0.5  # of standard normal noise on average
        mixed = self.mix(content + self.noise(length * normalize(noise, dim=-1)))
        hidden = self.start(mixed).view(-1, self.config.widths[0], self.config.base, self.config.base)
        hidden = hidden.contiguous(memory_format=torch.channels_last)
        for block in self.blocks:
            hidden = block(hidden, mixed)
        return torch.sigmoid(self.finish(hidden, mixed).float())
