"""Captions of pictures by the captioner, as text."""

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
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
from models.served import Served
from models.tokenizer import load_tokenizer
from models.weights import fingerprint

CAPTIONER = "captioner"  # below the folder of versions
WORDS = "words.json"  # of a version: what people call a thing, and its usual name
BEAMS = 5  # sentences that are thought of side by side


class Narrator:
    """The captioner, its tokenizer and the matcher, ready to speak."""

    def __init__(self, folder: Path, device: str = "cpu", scales: Scales | None = None, versions: Path | None = None):
        """Loads captioner, tokenizer and, without `scales`, matcher; WeightsError where one is missing or damaged.

        `versions` is the folder of what was learnt from ratings; a captioner that is promoted there speaks instead.
        """
        self.folder = folder / "captioner"
        self.scales = scales or Scales(folder, device)
        self.device = torch.device(device)
        self.tokenizer = load_tokenizer(folder / "tokenizer")
        self.captioner = weights.load(self.folder, Captioner, CaptionerConfig).to(self.device)
        self.served = Served(versions, CAPTIONER, (Captioner, CaptionerConfig), made_for(folder))

    def say(self, views: Sequence[View], insight: Insight, language: str) -> list[Narration]:
        """A caption of each picture in en or zh, from what was recognised in it and its insight.

        Of the sentences that a beam search ends with, the one is said that is best by three counts together: how
        likely the captioner finds its words, how well the matcher likes it, and how well the facts that it names
        agree with those recognised.
        """
        if not views:
            return []
        first = self.tokenizer.get_vocab()[f"<{language}>"]
        learnt = self.served.learnt()
        captioner = self.captioner if learnt is None else learnt.network.to(self.device)
        found = captioner.captions(insight.to(self.device), first, BEAMS)
        usual = {} if learnt is None else learnt_words(learnt.folder)
        told = [(row, caption, self._narration(caption, language)) for row, few in enumerate(found) for caption in few]
        plain = [in_usual_words(said.text, usual) for _, _, said in told]
        likeness = self.scales.weigh(insight[[row for row, _, _ in told]], plain)
        seen = [seen_sayable(view) for view in views]
        best: dict[int, tuple[float, Narration]] = {}
        for (row, caption, said), like, usually in zip(told, likeness, plain, strict=True):
            worth = caption.score + like + fact_f1(usually, seen[row])
            best[row] = max(best.get(row, (-inf, said)), (worth, said), key=lambda each: each[0])
        return [best[row][1] for row in range(len(found))]

    def _narration(self, caption: Caption, language: str) -> Narration:
        return Narration(
            tidy(str(self.tokenizer.decode(list(caption.words), skip_special_tokens=True)), language),
            tuple(self.tokenizer.convert_ids_to_tokens(list(caption.words))),
            caption.looked.cpu(),
        )


def made_for(folder: Path) -> str:
    """The fingerprint of the networks that a captioner works with: what it is told comes from the eye."""
    return fingerprint([folder / name for name in ("encoder", "recogniser", "tokenizer")])


@lru_cache(maxsize=4)
def learnt_words(version: Path) -> Mapping[str, str]:
    """What people call things, as a version of the captioner learnt it, with the usual name of each; maybe nothing."""
    try:
        return {str(word): str(name) for word, name in json.loads((version / WORDS).read_text("utf-8")).items()}
    except (OSError, ValueError, AttributeError):
        return {}


def in_usual_words(text: str, usual: Mapping[str, str]) -> str:
    """A caption with the usual names of things, as the matcher and the vocabulary know them."""
    for word, name in usual.items():
        latin = word.isascii()
        pattern = rf"(?<!\w){re.escape(word)}(?!\w)" if latin else re.escape(word)
        text = re.sub(pattern, lambda _, name=name: name, text, flags=re.IGNORECASE)
    return text
