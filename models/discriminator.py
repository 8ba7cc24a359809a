"""A conditional discriminator on frozen ImageNet features (Projected GAN, Sauer et al. 2021)."""

from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn.functional import adaptive_avg_pool2d, leaky_relu, relu


@dataclass(frozen=True, kw_only=True)
class DiscriminatorConfig:
    channels: tuple[int, ...]  # of the feature maps that it judges
    classes: tuple[int, ...] = ()  # how many values each fact of the condition has
    told: int = 0  # numbers of a condition that is a vector instead, such as a sentence's
    width: int = 64
    grid: int = 1  # patches along a side that are judged each for itself; no more than the coarsest map has


class Head(nn.Module):
    """Judges one feature map: a map of logits plus the agreement with the condition (Miyato & Koyama 2018)."""

    def __init__(self, channels: int, width: int, grid: int):
        super().__init__()
        self.grid = grid
        self.enter = nn.Conv2d(channels, width, 1)
        self.look = nn.Conv2d(width, width, 3, padding=1)
        self.logit = nn.Conv2d(width, 1, 1)

    def forward(self, feature: Float[Tensor, "b c h w"], condition: Float[Tensor, "b k"]) -> Float[Tensor, "b p"]:
        hidden = leaky_relu(self.look(leaky_relu(self.enter(feature), 0.2)), 0.2)
        agreement = (hidden * condition[:, :, None, None]).mean(1) * hidden.shape[1] ** 0.5
        return adaptive_avg_pool2d(self.logit(hidden)[:, 0] + agreement, self.grid).flatten(1)


class Discriminator(nn.Module):
    """One head a feature map; the condition is facts as numbers, one column a fact, or a vector."""

    def __init__(self, config: DiscriminatorConfig):
        super().__init__()
        self.config = config
        self.heads = nn.ModuleList([Head(channels, config.width, config.grid) for channels in config.channels])
        width = config.width * len(config.channels)
        self.facts = nn.ModuleList([nn.Embedding(n, width) for n in config.classes])
        self.hear = nn.Linear(config.told, width) if config.told else None

    def forward(
        self, features: list[Tensor], facts: Int[Tensor, "b f"] | Float[Tensor, "b k"]
    ) -> Float[Tensor, "b mp"]:
        """One logit a feature map, image and patch, the first map's patches first; positive means true."""
        conditions = self._condition(facts).chunk(len(self.heads), 1)
        logits = [head(f, c) for head, f, c in zip(self.heads, features, conditions, strict=True)]
        return torch.cat(logits, 1).float()

    def _condition(self, facts: Tensor) -> Float[Tensor, "b k"]:
        if self.hear is not None:
            return self.hear(facts)
        return torch.stack([embed(facts[:, i]) for i, embed in enumerate(self.facts)]).sum(0)


def discriminator_loss(real: Tensor, fake: Tensor, mismatched: Tensor) -> Tensor:
    """Hinge; a true picture under a wrong fact counts as half a fake (Reed et al. 2016)."""
    return relu(1 - real).mean() + 0.5 * relu(1 + fake).mean() + 0.5 * relu(1 + mismatched).mean()


def generator_loss(fake: Tensor) -> Tensor:
    """Hinge loss of the generator (Lim & Ye 2017)."""
    return -fake.mean()
