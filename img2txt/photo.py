"""Photos: told apart from drawings, and named by what the ImageNet weights see."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from PIL import Image
from torchvision.transforms.functional import to_tensor

from models import weights
from models.backbone import classifier, frozen_pyramid
from models.gate import Gate, GateConfig

_NAMES = Path(__file__).parent / "imagenet_names.tsv"  # of the 1,000 classes in their order: English, Chinese
_SIDE = 224  # pixels that the ImageNet weights look at
_FLAT = 0.5  # drawings are flatter than this (line art 0.83 and more), photos far less (0.27 at most of those tried)


@dataclass(frozen=True)
class Guess:
    """One name that a photo might go by."""

    name: str
    probability: float


class Photos:
    """The gate and the ImageNet classifier, ready to look."""

    def __init__(self, folder: Path, device: str = "cpu"):
        """Loads `gate` below a folder; WeightsError or BackboneError where something is missing."""
        self.device = torch.device(device)
        self.gate = weights.load(folder / "gate", Gate, GateConfig).to(self.device)
        self.pyramid = frozen_pyramid().to(self.device)
        self.classifier = classifier().to(self.device)
        self.names = imagenet_names()
        self.pyramid.to(memory_format=torch.channels_last)  # twice as fast for many images

    @torch.no_grad()
    def are_photos(self, images: Sequence[Image.Image]) -> list[bool]:
        """Whether each RGB image lies outside the illustrated world, and has no flat colours as drawings have."""
        small = torch.stack([to_tensor(image.resize((128, 128), Image.Resampling.LANCZOS)) for image in images])
        features = self.pyramid(small.to(self.device).contiguous(memory_format=torch.channels_last))
        distances = self.gate.distance(features).tolist()
        return [far > 1 and flatness(image) < _FLAT for far, image in zip(distances, images, strict=True)]

    @torch.no_grad()
    def name(self, images: Sequence[Image.Image], language: str, most: int = 3) -> list[tuple[Guess, ...]]:
        """The likeliest ImageNet names of each RGB image in en or zh, the surest first."""
        squares = torch.stack([to_tensor(_middle(image)) for image in images]).to(self.device)
        best = self.classifier(squares * 2 - 1).softmax(-1).topk(most)
        names = self.names[language]
        return [
            tuple(Guess(names[i], p) for p, i in zip(chances, classes, strict=True))
            for chances, classes in zip(best.values.tolist(), best.indices.tolist(), strict=True)
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


def flatness(image: Image.Image) -> float:
    """The share of pixels of an RGB image, at 256 px, that are exactly as their right neighbour is."""
    small = to_tensor(image.resize((256, 256), Image.Resampling.NEAREST))
    return float((small[..., 1:] == small[..., :-1]).all(0).float().mean())
