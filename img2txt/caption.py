"""Captions of pictures by the captioner, as text."""

from dataclasses import dataclass
from pathlib import Path

import torch
from jaxtyping import Float
from torch import Tensor

from models import weights
from models.captioner import Captioner, CaptionerConfig
from models.insight import Insight
from models.tokenizer import load_tokenizer
from scenes.words import tidy


@dataclass(frozen=True)
class Narration:
    """A caption, its pieces, and where each piece looked: shares of the kinds of things and the whole."""

    text: str
    pieces: tuple[str, ...]
    looked: Float[Tensor, "t n"]


class Narrator:
    """The captioner and its tokenizer, ready to speak."""

    def __init__(self, folder: Path, device: str = "cpu"):
        """Loads `captioner` and `tokenizer` below a folder; WeightsError where one is missing or damaged."""
        self.folder = folder / "captioner"
        self.device = torch.device(device)
        self.tokenizer = load_tokenizer(folder / "tokenizer")
        self.captioner = weights.load(self.folder, Captioner, CaptionerConfig).to(self.device)

    def say(self, insight: Insight, language: str) -> list[Narration]:
        """A caption of each picture in en or zh."""
        first = self.tokenizer.get_vocab()[f"<{language}>"]
        captions = self.captioner.caption(insight.to(self.device), first)
        return [
            Narration(
                tidy(str(self.tokenizer.decode(list(caption.words), skip_special_tokens=True)), language),
                tuple(self.tokenizer.convert_ids_to_tokens(list(caption.words))),
                caption.looked.cpu(),
            )
            for caption in captions
        ]
