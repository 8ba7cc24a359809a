"""The gate's Gaussian: the illustrated world lies within 1, what is unlike it lies beyond."""

import pytest
import torch
from torch import Tensor

from models.gate import Gate, GateConfig

CONFIG = GateConfig(channels=(4, 6), kept=3)


def world(count: int, seed: int = 0) -> Tensor:
    """Samples that vary much along a few directions and little otherwise."""
    random = torch.Generator().manual_seed(seed)
    broad = torch.randn(count, 3, generator=random) @ torch.randn(3, 10, generator=torch.Generator().manual_seed(9))
    return 2.0 + broad + 0.1 * torch.randn(count, 10, generator=random)


def features(statistics: Tensor) -> list[Tensor]:
    """Flat feature maps that have these means, after a finer map that the gate does not look at."""
    maps = [part[:, :, None, None].expand(-1, -1, 2, 2) for part in statistics.split(CONFIG.channels, 1)]
    return [torch.full((len(statistics), 5, 8, 8), 99.0), *maps]


@pytest.fixture
def gate() -> Gate:
    gate = Gate(CONFIG)
    gate.fit(world(2000), quantile=0.99, margin=1.1)
    return gate


def test_statistics_are_channel_means_of_the_coarser_maps(gate: Gate) -> None:
    statistics = world(5)
    torch.testing.assert_close(gate.statistics(features(statistics)), statistics)


def test_the_world_lies_within_the_edge(gate: Gate) -> None:
    distance = gate.distance(features(world(500, seed=1)))
    assert (distance < 1).float().mean() > 0.97 and distance.min() >= 0


def test_a_step_off_the_world_s_directions_weighs_more_than_one_along_them(gate: Gate) -> None:
    middle = gate.mean.unsqueeze(0)
    off = torch.linalg.svd(gate.directions, full_matrices=True)[2][-1:]
    assert gate.distance(features(middle)).item() < 0.1
    assert gate.distance(features(middle + gate.directions[:1])).item() < 1
    assert gate.distance(features(middle + off)).item() > 1


def test_the_fit_is_what_is_saved(gate: Gate) -> None:
    copy = Gate(CONFIG)
    copy.load_state_dict(gate.state_dict())
    strange = features(world(3) * 1.5)
    assert torch.equal(copy.distance(strange), gate.distance(strange))
