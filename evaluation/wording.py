"""Captions beside references in words: BLEU-4, ROUGE-L, CIDEr-D, by the code of the COCO caption challenge."""

import re
from collections.abc import Sequence

_PIECES = {"en": re.compile(r"[a-z0-9]+(?:['’][a-z]+)?"), "zh": re.compile(r"[a-z0-9]+|[^\W\d_]")}


class MissingTool(ValueError):
    """Something that only the evaluation needs is not installed."""


def pieces(text: str, language: str) -> list[str]:
    """What is counted: English words in lower case, Chinese characters; marks are left out."""
    return _PIECES[language].findall(text.lower())


def scores(said: Sequence[str], references: Sequence[Sequence[str]], language: str) -> dict[str, float]:
    """BLEU-4 (Papineni et al. 2002), ROUGE-L (Lin 2004) and CIDEr-D (Vedantam et al. 2015) of a whole set.

    The first two are in [0, 1], CIDEr-D in [0, 10]; its word weights come from the references of this very set, so
    only equal sets compare. MissingTool where pycocoevalcap is not installed.
    """
    try:
        from pycocoevalcap.bleu.bleu import Bleu
        from pycocoevalcap.cider.cider import Cider
        from pycocoevalcap.rouge.rouge import Rouge
    except ImportError:
        raise MissingTool("pycocoevalcap is not installed; run `pip install -r requirements-dev.txt`") from None
    results = {i: [" ".join(pieces(text, language))] for i, text in enumerate(said)}
    truths = {i: [" ".join(pieces(text, language)) for text in texts] for i, texts in enumerate(references)}
    return {
        "bleu_4": float(Bleu(4).compute_score(truths, results, verbose=0)[0][3]),
        "rouge_l": float(Rouge().compute_score(truths, results)[0]),
        "cider_d": float(Cider().compute_score(truths, results)[0]),
    }
