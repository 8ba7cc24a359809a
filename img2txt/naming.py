"""What the ImageNet weights would call a picture or a place in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol, cast

import torch
from jaxtyping import Float
from PIL import Image
from torch import Tensor, nn
from torchvision.transforms.functional import to_tensor

from img2txt.gaze import Spot
from models.backbone import classifier
from models.fold import folded

_NAMES = Path(__file__).parent / "imagenet_names.tsv"  # of the 1,000 classes in their order: English, Chinese
_SIDE = 224  # pixels that the ImageNet weights look at
_AT_ONCE = 4  # pictures that go through them in one pass
_MIDDLE = 1.15  # times as large is a picture as the middle of it that they look at


@dataclass(frozen=True)
class Guess:
    """One of ImageNet's classes that a picture may show."""

    number: int  # from 0 to 999
    probability: float
    spot: Spot  # what speaks for it

    def name(self, language: str) -> str:
        return imagenet_names()[language][self.number]


class ImageNet(Protocol):
    """What is used of the ImageNet classifier."""

    classifier: nn.Linear

    def forward_features(self, x: Tensor) -> Tensor: ...

    def forward_head(self, x: Tensor) -> Tensor: ...


class Namer:
    """The ImageNet classifier, ready to look."""

    def __init__(self, device: str = "cpu"):
        """BackboneError where its weights are missing."""
        self.device = torch.device(device)
        self.classifier = folded(classifier()).to(self.device).to(memory_format=torch.channels_last)

    @torch.no_grad()
    def chances(self, images: Sequence[Image.Image]) -> Float[Tensor, "n 1000"]:
        """How likely each class is in each RGB image of any shape, all of which is looked at."""
        if not images:
            return torch.zeros(0, 1000)
        return torch.cat([self._looked(few)[0].cpu() for few in _squares(map(_squeezed, images))])

    @torch.no_grad()
    def guess(self, images: Sequence[Image.Image], most: int = 3) -> list[tuple[Guess, ...]]:
        """The likeliest classes of the middle of each RGB image, the surest first."""
        guesses = []
        sizes = iter(images)
        for few in _squares(map(middle, images)):
            chances, features = self._looked(few)
            best = chances.topk(most)
            weight = cast(ImageNet, self.classifier).classifier.weight[best.indices]
            active = torch.einsum("bkc,bchw->bkhw", weight, features).cpu()
            for numbers, likely, where in zip(best.indices.tolist(), best.values.tolist(), active, strict=True):
                size = next(sizes).size
                found = zip(numbers, likely, where, strict=True)
                guesses.append(tuple(Guess(number, chance, spot_of(spot, size)) for number, chance, spot in found))
        return guesses

    def _looked(self, squares: Float[Tensor, "n 3 s s"]) -> tuple[Tensor, Tensor]:
        network = cast(ImageNet, self.classifier)
        squares = squares.to(self.device).contiguous(memory_format=torch.channels_last)
        features = network.forward_features(squares * 2 - 1)
        return network.forward_head(features).softmax(-1), features


@cache
def imagenet_names() -> dict[str, tuple[str, ...]]:
    """The names of ImageNet's 1,000 classes in each language."""
    rows = [line.split("\t") for line in _NAMES.read_text(encoding="utf-8").splitlines()]
    english, chinese = zip(*rows, strict=True)
    return {"en": english, "zh": chinese}


def middle(image: Image.Image) -> Image.Image:
    """The square in the middle of an image, as the ImageNet weights take it."""
    scale = _MIDDLE * _SIDE / min(image.size)
    width, height = (max(_SIDE, round(side * scale)) for side in image.size)
    left, top = (width - _SIDE) // 2, (height - _SIDE) // 2
    large = image.resize((width, height), Image.Resampling.BICUBIC, reducing_gap=2.0)
    return large.crop((left, top, left + _SIDE, top + _SIDE))


def _squeezed(image: Image.Image) -> Image.Image:
    return image.resize((_SIDE, _SIDE), Image.Resampling.BICUBIC, reducing_gap=2.0)


def _squares(images: Iterable[Image.Image]) -> list[Float[Tensor, "n 3 s s"]]:
    """Images of one size as tensors in [0, 1], a few at once."""
    squares = [to_tensor(image) for image in images]
    return [torch.stack(squares[at : at + _AT_ONCE]) for at in range(0, len(squares), _AT_ONCE)]


def spot_of(active: Float[Tensor, "h w"], size: tuple[int, int]) -> Spot:
    """Where a class is most active (class activation map, Zhou et al. 2016), in shares of the padded square.

    `active` covers the middle square of an image of that width and height, as `middle` cuts it.
    """
    high, wide = active.shape
    warm = (active - active.mean()).clamp_min(0) + 1e-6
    warm = warm / warm.sum()
    x = float((warm.sum(0) * (torch.arange(wide) + 0.5)).sum()) / wide
    y = float((warm.sum(1) * (torch.arange(high) + 0.5)).sum()) / high
    across, down = (torch.arange(wide) + 0.5) / wide - x, (torch.arange(high) + 0.5) / high - y
    spread = float((warm * (across.square().view(1, -1) + down.square().view(-1, 1))).sum()) ** 0.5
    share = min(size) / _MIDDLE / max(size)  # of the padded square's side, that the middle takes
    return Spot(round(0.5 + (x - 0.5) * share, 3), round(0.5 + (y - 0.5) * share, 3), round(spread * share, 3))
