"""How well pictures and sentences say the same, by the matcher."""

from collections.abc import Sequence
from pathlib import Path

import torch

from models import weights
from models.insight import Insight
from models.matcher import Matcher, MatcherConfig
from models.tokenizer import load_tokenizer


class Scales:
    """The matcher and its tokenizer, ready to weigh."""

    def __init__(self, folder: Path, device: str = "cpu"):
        """Loads `matcher` and `tokenizer` below a folder; WeightsError where one is missing or damaged."""
        self.folder = folder / "matcher"
        self.device = torch.device(device)
        self.tokenizer = load_tokenizer(folder / "tokenizer")
        self.matcher = weights.load(self.folder, Matcher, MatcherConfig).to(self.device)

    @torch.no_grad()
    def weigh(self, insight: Insight, texts: Sequence[str]) -> list[float]:
        """For each picture and its text a likeness in [0, 1]."""
        words = self.tokenizer(list(texts), padding=True, return_tensors="pt").to(self.device)
        pictures = self.matcher.embed_pictures(insight.to(self.device))
        said = self.matcher.embed_texts(words["input_ids"], words["attention_mask"])
        return [(1 + cosine) / 2 for cosine in (pictures * said).sum(-1).tolist()]
