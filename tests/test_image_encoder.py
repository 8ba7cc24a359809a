"""The image encoder: one map at an eighth of the size, with the first layers frozen."""

import pytest
import torch

from models.backbone import CHANNELS, BackboneError, Pyramid
from models.image_encoder import ImageEncoder, ImageEncoderConfig, parameters


@pytest.fixture(scope="module")
def encoder() -> ImageEncoder:
    torch.manual_seed(0)
    return ImageEncoder(ImageEncoderConfig(width=8, size=64)).eval()


@torch.no_grad()
def test_the_pyramid_halves_and_halves() -> None:
    features = Pyramid(imagenet=False).eval()(torch.rand(1, 3, 64, 64))
    assert [tuple(feature.shape) for feature in features] == [
        (1, channels, side, side) for channels, side in zip(CHANNELS, (32, 16, 8, 4), strict=True)
    ]


def test_an_unknown_backbone_is_told_the_choices() -> None:
    with pytest.raises(BackboneError, match="no backbone named 'lite9'; choose one of lite0, lite1"):
        Pyramid("lite9", imagenet=False)


@torch.no_grad()
def test_the_map_is_an_eighth_of_any_picture(encoder: ImageEncoder) -> None:
    assert encoder(torch.rand(2, 3, 64, 64)).shape == (2, 8, 8, 8)
    assert encoder(torch.rand(1, 3, 128, 96)).shape == (1, 8, 16, 12)


def test_what_is_frozen_is_trained_by_nobody(encoder: ImageEncoder) -> None:
    pretrained, fresh = parameters(encoder)
    trained = {id(tensor) for tensor in pretrained + fresh}
    assert trained == {id(tensor) for tensor in encoder.parameters() if tensor.requires_grad}
    assert not any(id(tensor) in trained for tensor in encoder.pyramid.stem.parameters())
    assert {id(encoder.near.weight), id(encoder.fuse.weight)} <= {id(tensor) for tensor in fresh}
