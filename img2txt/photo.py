"""Photos: told apart from drawings, and named by what the ImageNet weights see."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

import torch
from jaxtyping import Float
from PIL import Image
from torch import Tensor, nn
from torchvision.transforms.functional import to_tensor

from img2txt.gaze import Spot
from img2txt.recognise import AT_ONCE
from models import weights
from models.backbone import classifier, frozen_pyramid
from models.fold import folded
from models.gate import Gate, GateConfig

_NAMES = Path(__file__).parent / "imagenet_names.tsv"  # of the 1,000 classes in their order: English, Chinese
_SIDE = 224  # pixels that the ImageNet weights look at
_FLAT = 0.35  # drawings are flatter than this (0.38 and more of 320), photos far less (0.27 at most of those tried)


@dataclass(frozen=True)
class Guess:
    """One name that a photo might go by."""

    name: str
    probability: float
    spot: Spot  # what speaks for the name


class ImageNet(Protocol):
    """What is used of the ImageNet classifier."""

    classifier: nn.Linear

    def forward_features(self, x: Tensor) -> Tensor: ...

    def forward_head(self, x: Tensor) -> Tensor: ...


class Photos:
    """The gate and the ImageNet classifier, ready to look."""

    def __init__(self, folder: Path, device: str = "cpu"):
        """Loads `gate` below a folder; WeightsError or BackboneError where something is missing."""
        self.device = torch.device(device)
        self.gate = weights.load(folder / "gate", Gate, GateConfig).to(self.device)
        self.pyramid = folded(frozen_pyramid()).to(self.device)
        self.classifier = folded(classifier()).to(self.device)
        self.names = imagenet_names()
        self.pyramid.to(memory_format=torch.channels_last)  # twice as fast for many images

    @torch.no_grad()
    def are_photos(self, images: Sequence[Image.Image]) -> list[bool]:
        """Whether each RGB image lies outside the illustrated world, and has no flat colours as drawings have."""
        small = torch.stack([to_tensor(image.resize((128, 128), Image.Resampling.LANCZOS)) for image in images])
        few = small.to(self.device).contiguous(memory_format=torch.channels_last).split(AT_ONCE)
        distances = torch.cat([self.gate.distance(self.pyramid(some)) for some in few]).tolist()
        return [far > 1 and flatness(image) < _FLAT for far, image in zip(distances, images, strict=True)]

    @torch.no_grad()
    def name(self, images: Sequence[Image.Image], language: str, most: int = 3) -> list[tuple[Guess, ...]]:
        """The likeliest ImageNet names of each RGB image in en or zh, the surest first."""
        squares = torch.stack([to_tensor(_middle(image)) for image in images]).to(self.device)
        network = cast(ImageNet, self.classifier)
        features = network.forward_features(squares * 2 - 1)
        best = network.forward_head(features).softmax(-1).topk(most)
        active = torch.einsum("bkc,bchw->bkhw", network.classifier.weight[best.indices], features).cpu()
        names = self.names[language]
        return [
            tuple(
                Guess(names[int(number)], float(chance), spot_of(where, image.size))
                for number, chance, where in zip(best.indices[i], best.values[i], active[i], strict=True)
            )
            for i, image in enumerate(images)
        ]


def imagenet_names() -> dict[str, tuple[str, ...]]:
    """The names of ImageNet's 1,000 classes in each language."""
    rows = [line.split("\t") for line in _NAMES.read_text(encoding="utf-8").splitlines()]
    english, chinese = zip(*rows, strict=True)
    return {"en": english, "zh": chinese}


def _middle(image: Image.Image) -> Image.Image:
    """The square in the middle of an image, as the ImageNet weights take it."""
    scale = 1.15 * _SIDE / min(image.size)
    width, height = (max(_SIDE, round(side * scale)) for side in image.size)
    left, top = (width - _SIDE) // 2, (height - _SIDE) // 2
    large = image.resize((width, height), Image.Resampling.BICUBIC)
    return large.crop((left, top, left + _SIDE, top + _SIDE))


def spot_of(active: Float[Tensor, "h w"], size: tuple[int, int]) -> Spot:
    """Where a class is most active (class activation map, Zhou et al. 2016), in shares of the padded square.

    `active` covers the middle square of an image of that width and height, as `_middle` cuts it.
    """
    high, wide = active.shape
    warm = (active - active.mean()).clamp_min(0) + 1e-6
    warm = warm / warm.sum()
    x = float((warm.sum(0) * (torch.arange(wide) + 0.5)).sum()) / wide
    y = float((warm.sum(1) * (torch.arange(high) + 0.5)).sum()) / high
    across, down = (torch.arange(wide) + 0.5) / wide - x, (torch.arange(high) + 0.5) / high - y
    spread = float((warm * (across.square().view(1, -1) + down.square().view(-1, 1))).sum()) ** 0.5
    share = min(size) / 1.15 / max(size)  # of the padded square's side, that the middle takes
    return Spot(round(0.5 + (x - 0.5) * share, 3), round(0.5 + (y - 0.5) * share, 3), round(spread * share, 3))


def flatness(image: Image.Image) -> float:
    """The share of pixels of an RGB image, at 256 px, that are exactly as their right neighbour is."""
    small = to_tensor(image.resize((256, 256), Image.Resampling.NEAREST))
    return float((small[..., 1:] == small[..., :-1]).all(0).float().mean())
