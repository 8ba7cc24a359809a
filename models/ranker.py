"""The ranker: which of several pictures people would prefer, by many small heads on features of other networks."""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor, nn
from torch.nn.functional import softplus


@dataclass(frozen=True, kw_only=True)
class RankerConfig:
    groups: tuple[int, ...]  # how many numbers each source knows of a picture; each source is expected to say as much
    heads: int = 16  # each learnt from another sample of the same ratings (bagging, Breiman 1996)
    seen_by: str = ""  # the fingerprint of the networks that give the features

    @property
    def features(self) -> int:
        return sum(self.groups)


class Ranker(nn.Module):
    """Linear reward heads on standardised features, source by source. Trained by `training.finetune`."""

    def __init__(self, config: RankerConfig):
        super().__init__()
        self.config = config
        self.mean: Tensor
        self.deviation: Tensor
        self.register_buffer("mean", torch.zeros(config.features))
        self.register_buffer("deviation", torch.ones(config.features))
        self.heads = nn.Linear(config.features, config.heads)
        nn.init.zeros_(self.heads.weight)
        nn.init.zeros_(self.heads.bias)

    def forward(self, features: Float[Tensor, "b d"]) -> Float[Tensor, "b h"]:
        """What each head thinks a picture is worth: the logit that somebody likes it; differences are of preference."""
        return self.heads((features - self.mean) / self.deviation)

    def worth(self, features: Float[Tensor, "b d"]) -> Float[Tensor, "b"]:
        """What the heads think together."""
        return self(features).mean(1)

    @torch.no_grad()
    def standardise(self, features: Float[Tensor, "n d"]) -> None:
        """Take mean and deviation from the pictures that are learnt from; what hardly varies says nothing.

        Every source's numbers together are then about as long as every other's.
        """
        deviation = features.std(0)
        many = torch.tensor([float(size) for size in self.config.groups for _ in range(size)])
        self.mean.copy_(features.mean(0))
        self.deviation.copy_(torch.where(deviation > LEAST, deviation, MOST) * many.sqrt())


LEAST, MOST = 1e-3, 1e3  # deviations that a feature is divided by; the largest is for one that does not vary


def preference_loss(
    better: Float[Tensor, "n h"], worse: Float[Tensor, "n h"], weight: Float[Tensor, "n h"]
) -> Float[Tensor, "h"]:
    """Of each head, how unlikely the choices are by what it thinks both were worth (Bradley and Terry 1952), summed."""
    return (weight * softplus(worse - better)).sum(0)


def liking_loss(
    worth: Float[Tensor, "n h"], liked: Float[Tensor, "n"], weight: Float[Tensor, "n h"]
) -> Float[Tensor, "h"]:
    """Of each head, how unlikely it is that a picture was liked so much, in [0, 1]; cross-entropy, summed."""
    return (weight * (softplus(worth) - liked.unsqueeze(1) * worth)).sum(0)
