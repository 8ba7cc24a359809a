"""Captions of pictures by the captioner, as text."""

from collections.abc import Sequence
from math import inf
from pathlib import Path

import torch

from img2txt.facts import seen_sayable
from img2txt.gaze import Narration
from img2txt.match import Scales
from img2txt.view import View
from language.named import fact_f1
from language.words import tidy
from models import weights
from models.captioner import Caption, Captioner, CaptionerConfig
from models.insight import Insight
from models.tokenizer import load_tokenizer

BEAMS = 5  # sentences that are thought of side by side


class Narrator:
    """The captioner, its tokenizer and the matcher, ready to speak."""

    def __init__(self, folder: Path, device: str = "cpu", scales: Scales | None = None):
        """Loads captioner, tokenizer and, without `scales`, matcher; WeightsError where one is missing or damaged."""
        self.folder = folder / "captioner"
        self.scales = scales or Scales(folder, device)
        self.device = torch.device(device)
        self.tokenizer = load_tokenizer(folder / "tokenizer")
        self.captioner = weights.load(self.folder, Captioner, CaptionerConfig).to(self.device)

    def say(self, views: Sequence[View], insight: Insight, language: str) -> list[Narration]:
        """A caption of each picture in en or zh, from what was recognised in it and its insight.

        Of the sentences that a beam search ends with, the one is said that is best by three counts together: how
        likely the captioner finds its words, how well the matcher likes it, and how well the facts that it names
        agree with those recognised.
        """
        if not views:
            return []
        first = self.tokenizer.get_vocab()[f"<{language}>"]
        found = self.captioner.captions(insight.to(self.device), first, BEAMS)
        told = [(row, caption, self._narration(caption, language)) for row, few in enumerate(found) for caption in few]
        likeness = self.scales.weigh(insight[[row for row, _, _ in told]], [said.text for _, _, said in told])
        seen = [seen_sayable(view) for view in views]
        best: dict[int, tuple[float, Narration]] = {}
        for (row, caption, said), like in zip(told, likeness, strict=True):
            worth = caption.score + like + fact_f1(said.text, seen[row])
            best[row] = max(best.get(row, (-inf, said)), (worth, said), key=lambda each: each[0])
        return [best[row][1] for row in range(len(found))]

    def _narration(self, caption: Caption, language: str) -> Narration:
        return Narration(
            tidy(str(self.tokenizer.decode(list(caption.words), skip_special_tokens=True)), language),
            tuple(self.tokenizer.convert_ids_to_tokens(list(caption.words))),
            caption.looked.cpu(),
        )
