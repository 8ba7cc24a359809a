"""Captions of pictures by the captioner, as text."""

from dataclasses import dataclass
from math import inf
from pathlib import Path

import torch
from jaxtyping import Float
from torch import Tensor

from img2txt.match import Scales
from models import weights
from models.captioner import Caption, Captioner, CaptionerConfig
from models.insight import Insight
from models.tokenizer import load_tokenizer
from scenes.words import tidy

BEAMS = 5  # sentences that are thought of side by side


@dataclass(frozen=True)
class Narration:
    """A caption, its pieces, and where each piece looked: shares of the kinds of things and the whole."""

    text: str
    pieces: tuple[str, ...]
    looked: Float[Tensor, "t n"]


class Narrator:
    """The captioner, its tokenizer and the matcher, ready to speak."""

    def __init__(self, folder: Path, device: str = "cpu", scales: Scales | None = None):
        """Loads captioner, tokenizer and, without `scales`, matcher; WeightsError where one is missing or damaged."""
        self.folder = folder / "captioner"
        self.scales = scales or Scales(folder, device)
        self.device = torch.device(device)
        self.tokenizer = load_tokenizer(folder / "tokenizer")
        self.captioner = weights.load(self.folder, Captioner, CaptionerConfig).to(self.device)

    def say(self, insight: Insight, language: str) -> list[Narration]:
        """A caption of each picture in en or zh: of what the captioner found, what it and the matcher like best."""
        if not len(insight):
            return []
        first = self.tokenizer.get_vocab()[f"<{language}>"]
        found = self.captioner.captions(insight.to(self.device), first, BEAMS)
        told = [(row, caption, self._narration(caption, language)) for row, few in enumerate(found) for caption in few]
        likeness = self.scales.weigh(insight[[row for row, _, _ in told]], [said.text for _, _, said in told])
        best: dict[int, tuple[float, Narration]] = {}
        for (row, caption, said), like in zip(told, likeness, strict=True):
            best[row] = max(best.get(row, (-inf, said)), (caption.score + like, said), key=lambda each: each[0])
        return [best[row][1] for row in range(len(found))]

    def _narration(self, caption: Caption, language: str) -> Narration:
        return Narration(
            tidy(str(self.tokenizer.decode(list(caption.words), skip_special_tokens=True)), language),
            tuple(self.tokenizer.convert_ids_to_tokens(list(caption.words))),
            caption.looked.cpu(),
        )
