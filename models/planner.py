"""The planner: a recurrent network that places the single things of a scene one after the other.

Poses are a mixture density (Bishop 1994; Sketch-RNN, Ha & Eck 2017), so that scenes vary.
"""

import math
from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn

_TOTAL = 4  # the column of facts that says how many singles there are
POSE = 4  # x, y, log scale, angle / 45°


@dataclass(frozen=True, kw_only=True)
class PlannerConfig:
    objects: int
    actions: int  # one more than the vocabulary's: 0 is none
    sizes: int  # one more than the vocabulary's: 0 is neither
    places: int  # one more than the vocabulary's: the last is none
    relations: int  # one more than the vocabulary's: 0 is none
    kinds: int = 4  # kinds of things in a scene
    others: int = 9  # which other thing one stands so to; 0 is none
    singles: int = 9  # more than the single things of the fullest scene
    width: int = 128
    mixtures: int = 12


@dataclass(frozen=True)
class Density:
    """A mixture over poses for each step."""

    weight: Float[Tensor, "b t k"]  # logits
    mean: Float[Tensor, "b t k p"]
    deviation: Float[Tensor, "b t k p"]  # logarithms
    flip: Float[Tensor, "b t k"]  # logits


class Planner(nn.Module):
    """Facts of single things, in order, to a density over each one's pose. Trained by `training.planner`."""

    def __init__(self, config: PlannerConfig):
        super().__init__()
        self.config = config
        columns = (
            config.objects,
            config.actions,
            config.sizes,
            config.kinds,
            config.singles,
            config.singles,
            config.places,
            config.relations,
            config.others,
        )
        self.facts = nn.ModuleList([nn.Embedding(count, config.width) for count in columns])
        self.before = nn.Linear(POSE + 1, config.width)
        self.mix = nn.Sequential(nn.SiLU(), nn.Linear(config.width, config.width), nn.SiLU())
        self.look_ahead = nn.Linear(config.width, config.width)
        self.place = nn.GRU(2 * config.width, 2 * config.width, batch_first=True)
        self.read = nn.Linear(2 * config.width, config.mixtures * (2 * POSE + 2))

    def forward(self, facts: Int[Tensor, "b t f"], before: Float[Tensor, "b t p1"]) -> Density:
        """The density of each single thing's pose, given the poses of those before it.

        Columns of `facts`: object, action, size, which kind, how many singles in all, which single, place, relation,
        the number of the other one from 1.
        `before` holds the pose of the previous single and its flip (0 or 1); zeros for the first.
        """
        told = self.mix(torch.stack([embed(facts[..., i]) for i, embed in enumerate(self.facts)]).sum(0))
        real = (facts[..., _TOTAL] > 0).unsqueeze(-1)  # padding has no singles
        context = self.look_ahead((told * real).sum(1, keepdim=True) / real.sum(1, keepdim=True))
        hidden, _ = self.place(torch.cat([told + context, self.before(before)], -1))
        parts = self.read(hidden).unflatten(-1, (self.config.mixtures, 2 * POSE + 2))
        weight, flip = parts[..., 0], parts[..., 1]
        mean, deviation = parts[..., 2 : 2 + POSE], parts[..., 2 + POSE :]
        return Density(weight, mean, deviation.clamp(-4.5, 2.0), flip)


def negative_log_likelihood(
    density: Density, pose: Float[Tensor, "b t p"], flip: Float[Tensor, "b t"]
) -> Float[Tensor, "b t"]:
    """Of true poses under the mixture."""
    scaled = (pose.unsqueeze(-2) - density.mean) * (-density.deviation).exp()
    normal = (-0.5 * scaled.square() - density.deviation - 0.5 * math.log(2 * math.pi)).sum(-1)
    mirrored = flip.unsqueeze(-1)
    side = nn.functional.logsigmoid(density.flip) * mirrored + nn.functional.logsigmoid(-density.flip) * (1 - mirrored)
    return -torch.logsumexp(density.weight.log_softmax(-1) + normal + side, -1)


def sample(
    density: Density, random: torch.Generator, temperature: float = 0.6, step: int = -1
) -> tuple[Float[Tensor, "b p"], Float[Tensor, "b"]]:
    """A pose and a flip for one step of each row; lower temperatures keep to the likely."""
    weight = (density.weight[:, step] / temperature).softmax(-1)
    chosen = torch.multinomial(weight, 1, generator=random)[:, 0]
    rows = torch.arange(len(chosen))
    mean, deviation = density.mean[rows, step, chosen], density.deviation[rows, step, chosen].exp()
    noise = torch.randn(mean.shape, generator=random).clamp(-2, 2)
    flip = torch.rand(len(chosen), generator=random) < density.flip[rows, step, chosen].sigmoid()
    return mean + temperature * deviation * noise, flip.float()
