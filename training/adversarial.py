"""The discriminator's part of adversarial training (Goodfellow et al. 2014), on frozen features (Sauer et al. 2021)."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from accelerate import Accelerator
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn.functional import l1_loss

from models.discriminator import Discriminator, DiscriminatorConfig, discriminator_loss, generator_loss


@dataclass(frozen=True)
class Contest:
    """Features of drawn and of true pictures, the facts of both, and facts that are not theirs."""

    fake: Sequence[Float[Tensor, "b c h w"]]
    real: Sequence[Float[Tensor, "b c h w"]]
    facts: Int[Tensor, "b k"] | Float[Tensor, "b k"]  # as numbers, or as a vector
    wrong: Int[Tensor, "b k"] | Float[Tensor, "b k"]


class Adversary:
    """A discriminator that learns from the pictures that it was just asked about."""

    def __init__(self, config: DiscriminatorConfig, accelerator: Accelerator, learning_rate: float = 2e-4):
        discriminator = Discriminator(config).to(accelerator.device).to(memory_format=torch.channels_last)
        optimizer = torch.optim.Adam(discriminator.parameters(), lr=learning_rate, betas=(0.0, 0.99))
        self.discriminator, self.optimizer = accelerator.prepare(discriminator, optimizer)
        self.accelerator = accelerator
        self.contest: Contest | None = None

    def generator_loss(self, contest: Contest) -> Tensor:
        """The generator's loss on its pictures; all of it is kept for `step`."""
        self.contest = contest
        return generator_loss(self.discriminator(contest.fake, contest.facts))

    def step(self) -> dict[str, Tensor]:
        """One step on what was shown last: true pictures beside drawn ones, and beside true ones with a wrong fact."""
        assert self.contest is not None
        contest = self.contest
        loss = discriminator_loss(
            self.discriminator(contest.real, contest.facts),
            self.discriminator([feature.detach() for feature in contest.fake], contest.facts),
            self.discriminator(contest.real, contest.wrong),
        )
        self.optimizer.zero_grad()  # the generator's step left gradients here too
        self.accelerator.backward(loss)
        self.optimizer.step()
        return {"discriminator": loss}


def feature_distance(fake: Float[Tensor, "b c h w"], real: Float[Tensor, "b c h w"]) -> Tensor:
    """The distance of two feature maps, relative to how strong the true one is."""
    return l1_loss(fake, real) / real.abs().mean()


def one_wrong_fact(facts: Int[Tensor, "b k"], classes: tuple[int, ...], random: torch.Generator) -> Int[Tensor, "b k"]:
    """The same facts with one of them, chosen for each row, replaced by another value."""
    which = torch.randint(len(classes), (len(facts),), generator=random, device=facts.device)
    sizes = torch.tensor(classes, device=facts.device)[which]
    shift = 1 + (torch.rand(len(facts), generator=random, device=facts.device) * (sizes - 1)).long()
    wrong = facts.clone()
    rows = torch.arange(len(facts), device=facts.device)
    wrong[rows, which] = (facts[rows, which] + shift) % sizes
    return wrong
