"""The refiner's network: untrained it only enlarges; it learns to add what enlarging lacks."""

import torch
from torch.nn.functional import interpolate

from models.refiner import Refiner, RefinerConfig

CONFIG = RefinerConfig(width=8, deep=8, blocks=1)


def grounds(count: int = 2) -> tuple[torch.Tensor, torch.Tensor]:
    """Small ones, and enlarged without a network."""
    small = torch.rand(count, 3, 16, 16, generator=torch.Generator().manual_seed(0)).round()
    return small, interpolate(small, scale_factor=2.0, mode="bilinear", align_corners=False)


def test_untrained_it_only_enlarges() -> None:
    torch.manual_seed(0)
    small, enlarged = grounds()
    assert torch.equal(Refiner(CONFIG)(small), enlarged)


def test_it_learns_hard_edges() -> None:
    torch.manual_seed(0)
    refiner = Refiner(CONFIG)
    small, enlarged = grounds()
    hard = interpolate(small, scale_factor=2.0, mode="nearest")
    optimizer = torch.optim.Adam(refiner.parameters(), 1e-2)
    for _ in range(60):
        optimizer.zero_grad()
        (refiner(small) - hard).abs().mean().backward()
        optimizer.step()
    assert (refiner(small) - hard).abs().mean() < 0.3 * (enlarged - hard).abs().mean()
