"""The discriminator learns to tell drawn pictures from true ones, and lets the generator feel it."""

import torch
from accelerate import Accelerator

from models.discriminator import DiscriminatorConfig
from training.adversarial import Adversary, Contest, feature_distance


def contest(random: torch.Generator) -> Contest:
    real = [torch.randn(6, 8, 4, 4, generator=random) + 1]
    fake = [(torch.randn(6, 8, 4, 4, generator=random) - 1).requires_grad_()]
    facts = torch.randint(3, (6, 2), generator=random)
    return Contest(fake, real, facts, (facts + 1) % 3)


def test_it_learns_what_is_drawn_and_the_generator_feels_it() -> None:
    torch.manual_seed(0)
    random = torch.Generator().manual_seed(0)
    adversary = Adversary(DiscriminatorConfig(channels=(8,), classes=(3, 3)), Accelerator(), learning_rate=1e-2)
    losses = []
    for _ in range(30):
        pictures = contest(random)
        adversary.generator_loss(pictures).backward()
        losses.append(adversary.step()["discriminator"].item())
        gradient = pictures.fake[0].grad
        assert gradient is not None and gradient.isfinite().all() and gradient.abs().sum() > 0
    assert losses[-1] < 0.7 * losses[0]


def test_distance_is_relative() -> None:
    real = torch.ones(1, 2, 3, 3)
    assert feature_distance(real, real) == 0
    torch.testing.assert_close(feature_distance(3 * real, 2 * real), feature_distance(30 * real, 20 * real))
