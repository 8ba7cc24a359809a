"""The planner's network: a proper density, unmoved by padding, sampled from the generator that is handed in."""

import math
from dataclasses import fields

import pytest
import torch
from torch import Tensor

from models.planner import POSE, Density, Planner, PlannerConfig, negative_log_likelihood, sample

CONFIG = PlannerConfig(objects=5, actions=3, sizes=3, places=4, relations=3, width=16, mixtures=4)
FACTS = torch.tensor(
    [[[1, 0, 2, 0, 2, 0, 3, 1, 2], [4, 1, 0, 1, 2, 1, 3, 1, 1]], [[2, 0, 0, 0, 1, 0, 0, 0, 0], [0] * 9]]
)


@pytest.fixture
def planner() -> Planner:
    torch.manual_seed(0)
    return Planner(CONFIG).eval()


def gaussian(mean: float = 0.0, deviation: float = 1.0, flip: float = 0.0) -> Density:
    """One step of one mixture of two equal Gaussians; `flip` is a logit."""
    return Density(
        torch.zeros(1, 1, 2),
        torch.full((1, 1, 2, POSE), mean),
        torch.full((1, 1, 2, POSE), math.log(deviation)),
        torch.full((1, 1, 2), flip),
    )


def test_a_density_for_every_step(planner: Planner) -> None:
    density = planner(FACTS, torch.zeros(2, 2, POSE + 1))
    assert density.weight.shape == density.flip.shape == (2, 2, CONFIG.mixtures)
    assert density.mean.shape == density.deviation.shape == (2, 2, CONFIG.mixtures, POSE)


def test_padding_does_not_change_the_density_of_a_real_row(planner: Planner) -> None:
    before = torch.randn(2, 2, POSE + 1, generator=torch.Generator().manual_seed(0))
    padded, alone = planner(FACTS, before), planner(FACTS[1:, :1], before[1:, :1])
    for field in fields(Density):
        torch.testing.assert_close(getattr(padded, field.name)[1, :1], getattr(alone, field.name)[0])


def test_each_step_looks_at_all_facts_but_only_at_the_poses_before(planner: Planner) -> None:
    before = torch.zeros(1, 2, POSE + 1)
    first = planner(FACTS[:1], before)
    later_pose = before.clone()
    later_pose[0, 1] = 1
    assert torch.equal(planner(FACTS[:1], later_pose).mean[:, 0], first.mean[:, 0])
    assert not torch.allclose(planner(FACTS[:1], later_pose).mean[:, 1], first.mean[:, 1])
    other_second = FACTS[:1].clone()
    other_second[0, 1, 0] = 0
    assert not torch.allclose(planner(other_second, before).mean[:, 0], first.mean[:, 0])


@pytest.mark.parametrize("deviation", [0.1, 1.0, 3.0])
def test_the_likelihood_of_a_known_gaussian(deviation: float) -> None:
    pose = torch.tensor([[[0.3, -0.2, 0.0, 1.0]]])
    normal = torch.distributions.Normal(0.5, deviation)
    expected = -normal.log_prob(pose).sum() - math.log(0.5)  # and a fair coin for the flip
    nll = negative_log_likelihood(gaussian(0.5, deviation), pose, torch.zeros(1, 1))
    torch.testing.assert_close(nll, expected.view(1, 1))


def test_a_sure_flip_costs_nothing_and_a_wrong_one_much() -> None:
    pose = torch.zeros(1, 1, POSE)
    right = negative_log_likelihood(gaussian(flip=9.0), pose, torch.ones(1, 1))
    wrong = negative_log_likelihood(gaussian(flip=9.0), pose, torch.zeros(1, 1))
    assert float(wrong - right) == pytest.approx(9.0, abs=1e-3)


def test_sampling_follows_the_generator(planner: Planner) -> None:
    density = planner(FACTS, torch.zeros(2, 2, POSE + 1))

    def drawn(seed: int) -> tuple[Tensor, Tensor]:
        return sample(density, torch.Generator().manual_seed(seed), step=0)

    before = torch.get_rng_state()
    (pose, flip), (again, _), (other, _) = drawn(0), drawn(0), drawn(1)
    assert pose.shape == (2, POSE) and flip.shape == (2,) and set(flip.tolist()) <= {0.0, 1.0}
    assert torch.equal(pose, again) and not torch.equal(pose, other)
    assert torch.equal(torch.get_rng_state(), before)


def test_a_low_temperature_keeps_to_the_likely() -> None:
    density = gaussian(mean=0.25, deviation=0.1)
    random = torch.Generator().manual_seed(0)
    cold = torch.cat([sample(density, random, temperature=0.01)[0] for _ in range(20)])
    warm = torch.cat([sample(density, random, temperature=1.0)[0] for _ in range(20)])
    assert (cold - 0.25).abs().max() < 0.01 < (warm - 0.25).abs().max() <= 0.201


def test_it_learns_a_layout(planner: Planner) -> None:
    optimizer = torch.optim.Adam(planner.parameters(), 5e-3)
    pose, flip = torch.tensor([[[0.2, 0.7, -1.0, 0.0], [0.8, 0.6, -1.2, 0.1]]]), torch.tensor([[0.0, 1.0]])
    before = torch.zeros(1, 2, POSE + 1)
    before[0, 1] = torch.tensor([*pose[0, 0].tolist(), 0.0])
    for _ in range(300):
        optimizer.zero_grad()
        negative_log_likelihood(planner(FACTS[:1], before), pose, flip).mean().backward()
        optimizer.step()
    drawn, mirrored = sample(planner(FACTS[:1], before), torch.Generator().manual_seed(0), 0.1, step=1)
    torch.testing.assert_close(drawn[0], pose[0, 1], atol=0.15, rtol=0)
    assert mirrored.tolist() == [1.0]
