"""The refiner's network: untrained it only enlarges; it learns to add what enlarging lacks."""

import torch
from torch.nn.functional import interpolate

from models.refiner import Refiner, RefinerConfig

CONFIG = RefinerConfig(width=8, deep=8, blocks=1)


def picture(count: int = 2) -> tuple[torch.Tensor, torch.Tensor]:
    random = torch.Generator().manual_seed(0)
    return torch.rand(count, 3, 16, 16, generator=random), torch.rand(count, 1, 16, 16, generator=random).round()


def test_untrained_it_only_enlarges() -> None:
    torch.manual_seed(0)
    pasted, things = picture()
    enlarged = interpolate(pasted, scale_factor=2.0, mode="bilinear", align_corners=False)
    assert torch.equal(Refiner(CONFIG)(pasted, things), enlarged)


def test_it_sees_where_things_lie_and_learns_from_it() -> None:
    torch.manual_seed(0)
    refiner = Refiner(CONFIG)
    pasted, things = picture()
    enlarged = interpolate(pasted, scale_factor=2.0, mode="bilinear", align_corners=False)
    darker = enlarged - 0.3 * interpolate(things, scale_factor=2.0, mode="nearest")
    optimizer = torch.optim.Adam(refiner.parameters(), 1e-2)
    for _ in range(60):
        optimizer.zero_grad()
        (refiner(pasted, things) - darker).abs().mean().backward()
        optimizer.step()
    assert (refiner(pasted, things) - darker).abs().mean() < 0.3 * (enlarged - darker).abs().mean()
