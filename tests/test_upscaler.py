"""The upscaler's network: untrained it only enlarges, and colours never outshine their alpha."""

import torch
from torch.nn.functional import interpolate

from models.upscaler import Upscaler, UpscalerConfig

CONFIG = UpscalerConfig(width=8, blocks=1, fine=4)


def layers(count: int = 2) -> torch.Tensor:
    rgba = torch.rand(count, 4, 16, 16, generator=torch.Generator().manual_seed(0))
    return torch.cat([rgba[:, :3] * rgba[:, 3:], rgba[:, 3:]], 1)


def test_untrained_it_only_enlarges() -> None:
    torch.manual_seed(0)
    enlarged = interpolate(layers(), scale_factor=4.0, mode="bilinear", align_corners=False)
    torch.testing.assert_close(Upscaler(CONFIG)(layers()), enlarged)


def test_it_learns_to_sharpen_and_stays_a_layer() -> None:
    torch.manual_seed(0)
    sharp = (interpolate(layers(), scale_factor=4.0, mode="bicubic") > 0.4).float()
    sharp = torch.cat([sharp[:, :3] * sharp[:, 3:], sharp[:, 3:]], 1)
    upscaler = Upscaler(CONFIG)
    before = (upscaler(layers()) - sharp).abs().mean().item()
    optimizer = torch.optim.Adam(upscaler.parameters(), 1e-2)
    for _ in range(40):
        optimizer.zero_grad()
        (upscaler(layers()) - sharp).abs().mean().backward()
        optimizer.step()
    large = upscaler(layers())
    assert (large - sharp).abs().mean().item() < 0.7 * before
    assert large.min() >= 0 and large.max() <= 1 and (large[:, :3] <= large[:, 3:]).all()
