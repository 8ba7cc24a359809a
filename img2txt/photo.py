"""Photos: told apart from drawings, and named by what the ImageNet weights see."""

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

    @torch.no_grad()
    def is_photo(self, image: Image.Image) -> bool:
        """Whether an RGB image lies outside the illustrated world, and has no flat colours as drawings have."""
        small = to_tensor(image.resize((128, 128), Image.Resampling.LANCZOS)).unsqueeze(0).to(self.device)
        return float(self.gate.distance(self.pyramid(small))) > 1 and flatness(image) < _FLAT

    @torch.no_grad()
    def name(self, image: Image.Image, language: str, most: int = 3) -> tuple[Guess, ...]:
        """The likeliest ImageNet names of an RGB image in en or zh, the surest first."""
        scale = 1.15 * _SIDE / min(image.size)
        sides = tuple(max(_SIDE, round(side * scale)) for side in image.size)
        large = image.resize((sides[0], sides[1]), Image.Resampling.BICUBIC)
        left, top = (sides[0] - _SIDE) // 2, (sides[1] - _SIDE) // 2
        square = large.crop((left, top, left + _SIDE, top + _SIDE))
        logits = self.classifier((to_tensor(square) * 2 - 1).unsqueeze(0).to(self.device))
        best = logits.softmax(-1)[0].topk(most)
        names = self.names[language]
        return tuple(Guess(names[int(i)], float(p)) for p, i in zip(best.values, best.indices, strict=True))


def imagenet_names() -> dict[str, tuple[str, ...]]:
    """The names of ImageNet's 1,000 classes in each language."""
    rows = [line.split("\t") for line in _NAMES.read_text(encoding="utf-8").splitlines()]
    english, chinese = zip(*rows, strict=True)
    return {"en": english, "zh": chinese}


def flatness(image: Image.Image) -> float:
    """The share of pixels of an RGB image, at 256 px, that are exactly as their right neighbour is."""
    small = to_tensor(image.resize((256, 256), Image.Resampling.NEAREST))
    return float((small[..., 1:] == small[..., :-1]).all(0).float().mean())
