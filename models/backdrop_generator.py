"""The backdrop generator: place and time of day, painted over the whole canvas."""

from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

from models.layer_generator import Block, Modulated


@dataclass(frozen=True, kw_only=True)
class BackdropGeneratorConfig:
    places: int  # one more than the vocabulary's: the last is none
    times: int
    noise_dim: int = 96
    content_dim: int = 160
    base: int = 4  # side of the first feature map
    widths: tuple[int, ...] = (192, 160, 128, 64, 32, 16)  # channels at 4, 8, … 128 px

    @property
    def size(self) -> int:
        """Pixels a side of what it paints."""
        return self.base * 2 ** (len(self.widths) - 1)


class BackdropGenerator(nn.Module):
    """Place, time and noise to a picture. Trained by `training.backdrop`."""

    def __init__(self, config: BackdropGeneratorConfig):
        super().__init__()
        self.config = config
        dim = config.content_dim
        self.place = nn.Embedding(config.places, dim)
        self.time = nn.Embedding(config.times, dim)
        self.noise = nn.Linear(config.noise_dim, dim)
        self.mix = nn.Sequential(nn.Linear(dim, dim), nn.SiLU(), nn.Linear(dim, dim))
        self.start = nn.Linear(dim, config.widths[0] * config.base**2)
        pairs = zip(config.widths[:-1], config.widths[1:], strict=True)
        self.blocks = nn.ModuleList([Block(a, b, dim) for a, b in pairs])
        self.finish = Modulated(config.widths[-1], 3, dim)

    def content(self, place: Int[Tensor, "b"], time: Int[Tensor, "b"]) -> Float[Tensor, "b d"]:
        """The content vector of places and times numbered as in the vocabulary."""
        return self.place(place) + self.time(time)

    def forward(self, content: Float[Tensor, "b d"], noise: Float[Tensor, "b z"]) -> Float[Tensor, "b 3 s s"]:
        """Pictures in [0, 1]; noise is standard normal."""
        base, width = self.config.base, self.config.widths[0]
        mixed = self.mix(content + self.noise(noise))
        hidden = self.start(mixed).view(-1, width, base, base).contiguous(memory_format=torch.channels_last)
        for block in self.blocks:
            hidden = block(hidden, mixed)
        return torch.sigmoid(self.finish(hidden, mixed).float())
