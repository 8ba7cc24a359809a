"""Batches of backdrops, balanced over places and times."""

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn.functional import avg_pool2d

from rendering.places import NO_PLACE, NOISE_DIM, paint_backdrops, standing
from world.vocabulary import TIMES

AT_ONCE = 2**23  # pixels painted together, so that of small grounds several of every place and light are


@dataclass(frozen=True)
class Backdrops:
    """Pictures with the numbers of their places and times, and the noise that decided their shapes."""

    picture: Float[Tensor, "b 3 s s"]
    place: Int[Tensor, "b"]
    time: Int[Tensor, "b"]
    noise: Float[Tensor, "b z"]

    @property
    def facts(self) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """What a sketch is told."""
        return self.place, self.time, self.noise, standing(self.place, self.noise)


def backdrops(count: int, size: int, random: torch.Generator, finer: int = 1) -> Iterator[Backdrops]:
    """Batch after batch, none like another, painted `finer` times as large as they are handed out."""
    device = random.device
    together = max(1, AT_ONCE // (finer * size) ** 2 // count) * count
    while True:
        place = torch.randint(NO_PLACE + 1, (together,), generator=random, device=device)
        time = torch.randint(len(TIMES), (together,), generator=random, device=device)
        noise = torch.randn(together, NOISE_DIM, generator=random, device=device)
        picture = avg_pool2d(paint_backdrops(place, time, finer * size, random, noise), finer)
        for rows in torch.arange(together, device=device).split(count):
            yield Backdrops(picture[rows], place[rows], time[rows], noise[rows])
