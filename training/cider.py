"""CIDEr-D: how well a caption agrees with others of the same picture (Vedantam et al. 2015)."""

import math
import re
from collections import Counter
from collections.abc import Sequence

LONGEST = 4  # words of an n-gram
_SIGMA = 6.0  # of the penalty on lengths that differ
_PIECES = {"en": re.compile(r"[a-z0-9]+(?:['’][a-z]+)?"), "zh": re.compile(r"[a-z0-9]+|[^\W\d_]")}

Grams = Counter[tuple[str, ...]]


class CiderD:
    """Scores in [0, 10]; an n-gram counts the more, the fewer pictures have it in their captions."""

    def __init__(self, captions: Sequence[Sequence[str]], language: str):
        """How rare each n-gram is, counted in the captions of so many pictures."""
        self.language = language
        self.holding = Counter(gram for texts in captions for gram in set().union(*(grams(t, language) for t in texts)))
        self.of = math.log(len(captions))

    def __call__(self, said: str, references: Sequence[str]) -> float:
        """The score of one caption of a picture, given others of it."""
        mine = grams(said, self.language)
        scores = [self._alike(mine, grams(text, self.language)) for text in references]
        return 10 * sum(scores) / len(scores)

    def _alike(self, mine: Grams, theirs: Grams) -> float:
        """The mean over n of the clipped cosine, less where the lengths differ."""
        total = 0.0
        for n in range(1, LONGEST + 1):
            a, b = self._weighed(mine, n), self._weighed(theirs, n)
            norm = math.sqrt(sum(v * v for v in a.values()) * sum(v * v for v in b.values()))
            total += sum(min(v, b[gram]) * b[gram] for gram, v in a.items() if gram in b) / norm if norm else 0.0
        longer = _length(mine) - _length(theirs)
        return total / LONGEST * math.exp(-(longer**2) / (2 * _SIGMA**2))

    def _weighed(self, counted: Grams, n: int) -> dict[tuple[str, ...], float]:
        rare = ((gram, count, self.holding[gram]) for gram, count in counted.items() if len(gram) == n)
        return {gram: count * (self.of - math.log(max(1, holding))) for gram, count, holding in rare}


def pieces(text: str, language: str) -> list[str]:
    """What is counted: English words in lower case, Chinese characters; marks are left out."""
    return _PIECES[language].findall(text.lower())


def grams(text: str, language: str) -> Grams:
    """All n-grams of English words or Chinese characters, up to LONGEST."""
    words = pieces(text, language)
    spans = ((i, n) for n in range(1, LONGEST + 1) for i in range(len(words) - n + 1))
    return Counter(tuple(words[i : i + n]) for i, n in spans)


def _length(counted: Grams) -> int:
    return sum(count for gram, count in counted.items() if len(gram) == 1)
