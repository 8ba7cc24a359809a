"""The backdrop generator: a ground, painted over a sketch."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

from models.layer_generator import Block, Modulated


@dataclass(frozen=True, kw_only=True)
class BackdropGeneratorConfig:
    places: int  # one more than the vocabulary's: the last is none
    times: int
    noise_dim: int
    sketch_width: int  # channels of the sketch
    sketch_size: int = 32  # its pixels a side
    content_dim: int = 160
    widths: tuple[int, ...] = (64, 32, 16)  # channels at the sketch's size and at each doubling of it

    @property
    def size(self) -> int:
        """Pixels a side of what it paints."""
        return self.sketch_size * 2 ** (len(self.widths) - 1)

    @property
    def grain_sizes(self) -> list[int]:
        """How many numbers of grain each level takes, one a pixel."""
        return [(self.sketch_size * 2**level) ** 2 for level in range(len(self.widths))]

    @property
    def grain_dim(self) -> int:
        return sum(self.grain_sizes)


class BackdropGenerator(nn.Module):
    """A sketch to a picture: the second of two stages (StackGAN, Zhang et al. 2017). Trained by `training.backdrop`.

    The sketch knows where things are; grain, added to every level's map (Karras et al. 2019), decides what has no other
    cause: where a star stands, how blades of grass lie.
    """

    def __init__(self, config: BackdropGeneratorConfig):
        super().__init__()
        self.config = config
        dim, widths = config.content_dim, config.widths
        self.place = nn.Embedding(config.places, dim)
        self.time = nn.Embedding(config.times, dim)
        self.noise = nn.Linear(config.noise_dim, dim)
        self.mix = nn.Sequential(nn.Linear(dim, dim), nn.SiLU(), nn.Linear(dim, dim))
        self.enter = nn.Conv2d(config.sketch_width, widths[0], 3, padding=1)
        self.deepen = Modulated(widths[0], widths[0], dim)
        self.blocks = nn.ModuleList([Block(a, b, dim) for a, b in pairwise(widths)])
        self.finish = Modulated(widths[-1], 3, dim)
        self.strength = nn.ParameterList([nn.Parameter(torch.zeros(width)) for width in widths])

    def forward(
        self,
        sketched: Float[Tensor, "b c h w"],
        place: Int[Tensor, "b"],
        time: Int[Tensor, "b"],
        noise: Float[Tensor, "b z"],
        grain: Float[Tensor, "b g"],
    ) -> Float[Tensor, "b 3 s s"]:
        """Pictures in [0, 1] of what `models.sketch` sketched for the same place, time and noise; grain is normal."""
        mixed = self.mix(self.place(place) + self.time(time) + self.noise(noise))
        maps = grain.split(self.config.grain_sizes, 1)
        hidden = self._grained(self.enter(sketched), 0, maps)
        hidden = hidden + self.deepen(hidden, mixed)
        for level, block in enumerate(self.blocks, 1):
            hidden = self._grained(block(hidden, mixed), level, maps)
        return torch.sigmoid(self.finish(hidden, mixed).float())

    def _grained(self, hidden: Float[Tensor, "b c h w"], level: int, maps: Sequence[Tensor]) -> Tensor:
        grain = maps[level].view(len(hidden), 1, *hidden.shape[2:])
        return hidden + self.strength[level].view(1, -1, 1, 1) * grain
