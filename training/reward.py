"""What a caption is worth: how well it agrees with the grammar's captions of the same scene, and its facts."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from random import Random

from language.captions import caption
from language.named import fact_f1
from rendering.sampling import training_scene
from world.gist import Gist

LONGEST = 4  # words of an n-gram
_SIGMA = 6.0  # of the penalty on lengths that differ

Grams = Counter[tuple[str, ...]]


class Worth:
    """Rewards in about [0, 2]: CIDEr-D / 10 and the F1 of the facts that are named."""

    def __init__(self, language: str, rng: Random, captions: int = 4000):
        """How rare each n-gram is, counted in so many captions of the grammar."""
        self.language, self.rng = language, rng
        texts = [caption(training_scene(rng), language, rng) for _ in range(captions)]
        self.holding = Counter(gram for text in texts for gram in set(grams(text, language)))
        self.of = math.log(captions)

    def __call__(self, said: str, scene: Gist, references: int = 3) -> float:
        """What one caption of a scene is worth."""
        others = [caption(scene, self.language, self.rng) for _ in range(references)]
        return self.cider(said, others) / 10 + fact_f1(said, scene)

    def cider(self, said: str, references: Sequence[str]) -> float:
        """CIDEr-D (Vedantam et al. 2015) in [0, 10]."""
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
        apart = _length(mine) - _length(theirs)
        return total / LONGEST * math.exp(-(apart**2) / (2 * _SIGMA**2))

    def _weighed(self, counted: Grams, n: int) -> dict[tuple[str, ...], float]:
        rare = ((gram, count, self.holding[gram]) for gram, count in counted.items() if len(gram) == n)
        return {gram: count * (self.of - math.log(max(1, holding))) for gram, count, holding in rare}


def grams(text: str, language: str) -> Grams:
    """All n-grams of English words or Chinese characters, up to LONGEST."""
    words = [word for word in _split(text.lower(), language) if any(map(str.isalnum, word))]
    spans = ((i, n) for n in range(1, LONGEST + 1) for i in range(len(words) - n + 1))
    return Counter(tuple(words[i : i + n]) for i, n in spans)


def _split(text: str, language: str) -> Iterable[str]:
    return "".join(c if c.isalnum() else " " for c in text).split() if language == "en" else text


def _length(counted: Grams) -> int:
    return sum(count for gram, count in counted.items() if len(gram) == 1)
