"""Kinds of things: which single things of a picture belong together, and what they share.

Scenes hold things in kinds ("three red pigs sleeping"), so what is seen of one pig speaks for the other two.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import log, prod

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn.functional import pad

from rendering.sizes import size_bounds
from world.vocabulary import MAX_THINGS, slot

SURE = 0.9  # from which on kinds are believed, however many: a picture of the illustrated world holds two
FAINT = 1e-3  # nothing is less surely there, or more surely
UNLIKELY = 4e-5  # nothing seen is less likely: one slip does not outvote the others, nor one object two colours
SHARED = ("object", "colour", "action", "size")  # by all single things of a kind; the object stands first
NEITHER = torch.tensor([1.0, 0.0, 0.0])  # neither small nor big
_UNSURE = 0.06  # of the logarithm of a height that was seen


@dataclass(frozen=True)
class Single:
    """One thing found: its centre and height as shares of the picture, and the probabilities of its facts."""

    x: float
    y: float
    scale: float
    present: float
    object: Float[Tensor, "k"]
    colour: Float[Tensor, "k"]
    action: Float[Tensor, "k"]  # 0 is none
    style: Float[Tensor, "k"]
    size: Float[Tensor, "k"] = NEITHER  # 0 is neither


def sized(singles: Sequence[Single], total: int) -> list[Single]:
    """The same single things, each with how small or big it looks among so many in all."""
    small, big = map(log, size_bounds(total))
    heights = torch.tensor([one.scale for one in singles]).log()
    less, more = ((small - heights) / _UNSURE).sigmoid(), ((heights - big) / _UNSURE).sigmoid()
    sizes = torch.stack([1 - less - more, less, more], 1).clamp_min(0)
    return [replace(one, size=size) for one, size in zip(singles, sizes, strict=True)]


def gather(singles: Sequence[Single], most: int = MAX_THINGS) -> list[list[Single]]:
    """Single things by kind: two groups are joined while what is seen speaks for one kind rather than two.

    Greedy joining by Bayes factors (Heller & Ghahramani 2005), one a fact: sharing the object speaks for one kind;
    sharing a colour, an action or a size speaks for nothing, but not sharing it speaks against. Where that leaves more
    kinds than are expected at the `most`, the faintest is left out, or the likest two are joined, unless all are sure.
    """
    groups = [[single] for single in singles]
    logs = [_logs(single) for single in singles]  # of each group, summed over its single things
    while len(groups) > 1:
        pairs = list(combinations(range(len(groups)), 2))
        sizes = [len(group) for group in groups]
        alone = _evidence(logs, sizes)
        joined = _evidence([logs[i] + logs[j] for i, j in pairs], [sizes[i] + sizes[j] for i, j in pairs])
        factors = joined - torch.stack([alone[i] + alone[j] for i, j in pairs])
        gains = factors[:, 0] + factors[:, 1:].clamp_max(0).sum(1)
        best = int(gains.argmax())
        if gains[best] <= 0:
            if len(groups) <= most or min(map(_sureness, groups)) >= SURE:
                break
            odds = [_log_odds(group) for group in groups]
            faintest = min(range(len(groups)), key=odds.__getitem__)
            if odds[faintest] < -gains[best]:
                del groups[faintest], logs[faintest]
                continue
        i, j = pairs[best]
        groups[i] += groups.pop(j)
        logs[i] = logs[i] + logs.pop(j)
    return groups


def _sureness(group: Sequence[Single]) -> float:
    """How sure it is that one of a group is there and what it is."""
    absent = prod(1 - single.present for single in group)
    return (1 - absent) * float(pooled([single.object for single in group]).max())


def _log_odds(group: Sequence[Single]) -> float:
    """How much speaks for all of a group being there."""
    there = (min(max(single.present, FAINT), 1 - FAINT) for single in group)
    return sum(log(present / (1 - present)) for present in there)


def _logs(single: Single) -> Float[Tensor, "f k"]:
    """The logarithms of a single thing's facts, one row a fact; shorter rows are filled up."""
    rows = [getattr(single, name).clamp_min(UNLIKELY).log() for name in SHARED]
    return torch.stack([pad(row, (0, _WIDEST - len(row)), value=-1e4) for row in rows])


def _evidence(logs: Sequence[Float[Tensor, "f k"]], sizes: Sequence[int]) -> Float[Tensor, "n f"]:
    """The log probability that a group agrees in a fact, against that of so many single things of any kind."""
    more = torch.tensor(sizes).view(-1, 1) - 1
    return torch.logsumexp(torch.stack(list(logs)), -1) + more * _CHOICES


def values(name: str) -> int:
    """How many values a fact of single things has; actions and sizes may be none."""
    return len(slot(name)) + (name in ("action", "size"))


_WIDEST = max(values(name) for name in SHARED)
_CHOICES = torch.tensor([float(values(name)) for name in SHARED]).log()


def agreed(group: Sequence[Single]) -> list[Single]:
    """The same single things, each with the facts that all of them share."""
    shared = {name: pooled([getattr(single, name) for single in group]) for name in SHARED}
    return [replace(single, **shared) for single in group]


def pooled(facts: Sequence[Float[Tensor, "k"]]) -> Float[Tensor, "k"]:
    """What several see of one fact: the geometric mean of their probabilities (logarithmic pool, Genest 1984)."""
    if len(facts) == 1:
        return facts[0]
    return torch.stack([fact.clamp_min(UNLIKELY).log() for fact in facts]).mean(0).softmax(0)
