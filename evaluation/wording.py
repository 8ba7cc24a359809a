"""Captions beside references in words: BLEU-4 and ROUGE-L by the code of the COCO caption challenge, and CIDEr-D."""

from collections.abc import Sequence

from training.cider import CiderD, pieces


class MissingTool(ValueError):
    """Something that only the evaluation needs is not installed."""


def scores(said: Sequence[str], references: Sequence[Sequence[str]], language: str) -> dict[str, float]:
    """BLEU-4 (Papineni et al. 2002), ROUGE-L (Lin 2004) and CIDEr-D (Vedantam et al. 2015) of a whole set.

    The first two are in [0, 1], CIDEr-D in [0, 10]; its word weights come from the references of this very set, so
    only equal sets compare. MissingTool where pycocoevalcap is not installed.
    """
    try:
        from pycocoevalcap.bleu.bleu import Bleu
        from pycocoevalcap.rouge.rouge import Rouge
    except ImportError:
        raise MissingTool("pycocoevalcap is not installed; run `pip install -r requirements-dev.txt`") from None
    results = {i: [" ".join(pieces(text, language))] for i, text in enumerate(said)}
    truths = {i: [" ".join(pieces(text, language)) for text in texts] for i, texts in enumerate(references)}
    cider = CiderD(references, language)
    agreement = [cider(text, texts) for text, texts in zip(said, references, strict=True)]
    return {
        "bleu_4": float(Bleu(4).compute_score(truths, results, verbose=0)[0][3]),
        "rouge_l": float(Rouge().compute_score(truths, results)[0]),
        "cider_d": sum(agreement) / len(agreement),
    }
