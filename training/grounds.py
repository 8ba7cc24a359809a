"""Batches of backdrops, balanced over places and times."""

import torch
from jaxtyping import Float, Int
from torch import Tensor

from scenes.places import NOISE_DIM, PLAIN, paint_backdrops
from scenes.vocabulary import TIMES


def sample_backdrops(
    count: int, size: int, random: torch.Generator
) -> tuple[Float[Tensor, "b 3 s s"], Int[Tensor, "b"], Int[Tensor, "b"], Float[Tensor, "b z"]]:
    """Pictures with the numbers of their places and times, and the noise that decided their shapes."""
    device = random.device
    place = torch.randint(PLAIN + 1, (count,), generator=random, device=device)
    time = torch.randint(len(TIMES), (count,), generator=random, device=device)
    noise = torch.randn(count, NOISE_DIM, generator=random, device=device)
    return paint_backdrops(place, time, size, random, noise), place, time, noise
