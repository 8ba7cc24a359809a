"""Batches of backdrops, balanced over places and times, in the order in which they are matched."""

import torch
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn.functional import adaptive_avg_pool2d

from scenes.places import PLAIN, paint_backdrops
from scenes.vocabulary import TIMES


def sample_backdrops(
    classes: int, each: int, size: int, random: torch.Generator
) -> tuple[Float[Tensor, "b 3 s s"], Int[Tensor, "b"], Int[Tensor, "b"]]:
    """`each` pictures of some (place, time) classes, with the numbers of their places and times."""
    device = random.device
    chosen = torch.randperm((PLAIN + 1) * len(TIMES), generator=random, device=device)[:classes]
    place = (chosen // len(TIMES)).repeat_interleave(each)
    time = (chosen % len(TIMES)).repeat_interleave(each)
    return paint_backdrops(place, time, size, random), place, time


@torch.no_grad()
def nearest(real: Float[Tensor, "b 3 s s"], fake: Float[Tensor, "b 3 s s"], classes: int) -> Int[Tensor, "b"]:
    """For each true picture the fake of its class that is most like it, seen small (IMLE, Li & Malik 2018).

    Every true picture finds somebody, so no kind of picture is forgotten.
    """
    near = [adaptive_avg_pool2d(pictures, 16).flatten(1).unflatten(0, (classes, -1)) for pictures in (real, fake)]
    best = torch.cdist(near[0], near[1]).argmin(-1)
    first = torch.arange(classes, device=real.device).unsqueeze(1) * near[1].shape[1]
    return (best + first).flatten()
