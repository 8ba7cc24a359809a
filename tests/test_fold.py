"""Folding keeps what a network computes."""

import torch
from torch import nn

from models.fold import folded
from models.image_encoder import ImageEncoder, ImageEncoderConfig


def test_the_folded_encoder_sees_the_same() -> None:
    torch.manual_seed(0)
    encoder = ImageEncoder(ImageEncoderConfig())
    for part in encoder.modules():
        if isinstance(part, nn.BatchNorm2d):  # as different from an identity as training makes it
            part.running_mean.normal_(0, 0.1)
            part.running_var.uniform_(0.5, 2)
            part.weight.data.uniform_(0.5, 1.5)
            part.bias.data.normal_(0, 0.1)
    encoder.eval()
    pictures = torch.rand(2, 3, 64, 64)
    with torch.no_grad():
        before = encoder(pictures)
        after = folded(encoder)(pictures)
    assert not any(isinstance(part, nn.BatchNorm2d) for part in encoder.modules())
    torch.testing.assert_close(after, before, rtol=1e-3, atol=1e-4)
