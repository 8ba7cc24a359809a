"""Simulated people who rate candidates with known features: what a small study of learning from ratings needs."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch
from jaxtyping import Float
from test_storage import PLAN
from torch import Tensor

from training.ratings import Candidate, Ratings
from world.scene import Scene, Thing
from world.vocabulary import COLOURS, OBJECTS

PROMPTS, CANDIDATES, FEATURES = 60, 4, 40
LOOKS = [(thing.key, colour.key) for thing in OBJECTS for colour in COLOURS[1:4]]
GROUPS = (1, 9, 30)
GLOSSY, BRIGHT = 5, 7  # which features tell of what people like


def rated(seed: int, tastes: Sequence[float], prompts: int = PROMPTS) -> tuple[Ratings, Float[Tensor, "n d"]]:
    """Answers that people rate by turns: each has so much of one taste, below 0 of the opposite, at 0 of none.

    Of each answer the best is preferred to the others, and the others to the worst. A score that means nothing to
    anybody orders the candidates.
    """
    dice = torch.Generator().manual_seed(seed)
    features = torch.randn(prompts * CANDIDATES, FEATURES, generator=dice)
    scores = torch.rand(prompts * CANDIDATES, generator=dice)
    features[:, 0] = scores.logit()
    candidates, pairs = [], []
    for prompt in range(prompts):
        rows = range(prompt * CANDIDATES, (prompt + 1) * CANDIDATES)
        thing, colour = LOOKS[prompt]
        plan = replace(PLAN, scene=Scene((Thing(0, thing, colour),)))
        language = "en" if prompt // len(tastes) % 2 else "zh"
        candidates += [
            Candidate(Path("none"), f"{row}", plan, prompt, language, float(scores[row]), 0.0, 1.0, None)
            for row in rows
        ]
        likes = tastes[prompt % len(tastes)] * (1.5 * features[rows, GLOSSY] + features[rows, BRIGHT])
        thought = likes - torch.rand(CANDIDATES, generator=dice).log().neg().log()
        order = sorted(rows, key=lambda row: -float(thought[row - rows[0]]))
        pairs += [(order[0], other) for other in order[1:]] + [(other, order[-1]) for other in order[1:-1]]
    return Ratings(tuple(candidates), tuple(pairs), "0" * 64), features
