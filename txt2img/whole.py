"""Pictures drawn as a whole from their words, by a generator that was trained on somebody's own folder."""

from pathlib import Path

import torch
from jaxtyping import Float
from PIL import Image
from torch import Tensor
from torchvision.transforms.functional import to_pil_image

from language.words import clean
from models import weights
from models.picture_generator import PictureGenerator, PictureGeneratorConfig
from models.tokenizer import load_tokenizer
from models.weights import WeightsError, fingerprint

TOKENIZER = Path(__file__).parent.parent / "weights" / "tokenizer"


class WholePainter:
    """A picture generator and the tokenizer. What a picture shows is not checked: nobody knows its world."""

    def __init__(self, folder: Path, device: str = "cpu"):
        """Loads what `training.picture_generator` wrote to a folder; WeightsError where it is missing or damaged."""
        if not (folder / weights.CONFIG).exists():
            again = f"python -m training.picture_generator --data PICTURES --minutes 30 --out {folder}"
            raise WeightsError(f"{folder / weights.CONFIG} is missing. Train a generator of your pictures: {again}")
        self.device = torch.device(device)
        self.generator = weights.load(folder, PictureGenerator, PictureGeneratorConfig).to(self.device)
        self.tokenizer = load_tokenizer(TOKENIZER)
        self.weights = fingerprint([folder, TOKENIZER])

    @torch.no_grad()
    def draw(self, prompt: str, seed: int) -> Image.Image:
        """One picture; the same weights, prompt and seed give the same pixels."""
        told = self.tokenizer([clean(prompt)], truncation=True, return_tensors="pt").to(self.device)
        content = self.generator.content(told["input_ids"], told["attention_mask"])
        drawn = self.generator(content, _noise(seed, self.generator.config.noise_dim).to(self.device))
        return to_pil_image(drawn[0].cpu())


def _noise(seed: int, dim: int) -> Float[Tensor, "1 z"]:
    return torch.randn(1, dim, generator=torch.Generator().manual_seed(seed))
