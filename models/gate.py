"""The gate: how far a picture lies from the illustrated world, by the statistics of its features."""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor, nn


@dataclass(frozen=True, kw_only=True)
class GateConfig:
    channels: tuple[int, ...] = (24, 40, 112)  # of the pyramid's coarser maps
    kept: int = 64  # directions in which the illustrated world varies most


class Gate(nn.Module):
    """A Gaussian of the illustrated world's feature statistics (Lee et al. 2018). Fitted by `training.gate`."""

    def __init__(self, config: GateConfig):
        super().__init__()
        self.config = config
        width = sum(config.channels)
        self.mean: Tensor
        self.directions: Tensor
        self.variance: Tensor
        self.rest: Tensor
        self.edge: Tensor
        self.register_buffer("mean", torch.zeros(width))
        self.register_buffer("directions", torch.zeros(config.kept, width))
        self.register_buffer("variance", torch.ones(config.kept))
        self.register_buffer("rest", torch.ones(()))
        self.register_buffer("edge", torch.ones(()))

    def statistics(self, features: list[Tensor]) -> Float[Tensor, "b s"]:
        """The mean of every channel; `features` are a pyramid's, finest first."""
        return torch.cat([feature.mean((2, 3)) for feature in features[-len(self.config.channels) :]], 1)

    def distance(self, features: list[Tensor]) -> Float[Tensor, "b"]:
        """Mahalanobis distance to the illustrated world; the edge of that world is at 1."""
        apart = self.statistics(features) - self.mean
        along = apart @ self.directions.T
        outside = apart.square().sum(1) - along.square().sum(1)
        squared = (along.square() / self.variance).sum(1) + outside.clamp_min(0) / self.rest
        return squared.sqrt() / self.edge

    @torch.no_grad()
    def fit(self, statistics: Float[Tensor, "n s"], quantile: float, margin: float) -> None:
        """Take the world's shape from samples of it; the edge lies `margin` times beyond that quantile."""
        self.mean.copy_(statistics.mean(0))
        apart = statistics - self.mean
        _, values, directions = torch.linalg.svd(apart, full_matrices=False)
        variance = values.square() / len(statistics)
        kept = self.config.kept
        self.directions.copy_(directions[:kept])
        self.variance.copy_(variance[:kept])
        self.rest.copy_(variance[kept:].mean())
        self.edge.fill_(1.0)
        along = apart @ self.directions.T
        outside = apart.square().sum(1) - along.square().sum(1)
        inside = ((along.square() / self.variance).sum(1) + outside.clamp_min(0) / self.rest).sqrt()
        self.edge.copy_(inside.quantile(quantile) * margin)
