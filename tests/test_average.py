"""The running average of weights."""

import torch
from torch import nn

from training.average import Average


def test_the_average_follows_slowly_once_the_run_is_old() -> None:
    model = nn.Sequential(nn.Linear(2, 2, bias=False), nn.BatchNorm1d(2))
    average = Average(model)
    nn.init.constant_(model[0].weight, 0.0)
    average.update(model, 0)
    nn.init.constant_(model[0].weight, 1.0)
    kept = average.model[0].weight.clone()
    average.update(model, 0)
    young = average.model[0].weight.clone()
    torch.testing.assert_close(young, kept.lerp(torch.ones(2, 2), 0.9))
    nn.init.constant_(model[0].weight, 2.0)
    average.update(model, 10**6)
    torch.testing.assert_close(average.model[0].weight, young.lerp(torch.full((2, 2), 2.0), 0.001))


def test_the_average_is_no_part_of_the_training() -> None:
    model = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2))
    average = Average(model)
    model(torch.randn(4, 2))  # counts a batch
    average.update(model, 3)
    assert not average.model.training and not any(p.requires_grad for p in average.model.parameters())
    assert average.model[1].num_batches_tracked == 1
    other = Average(nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2)))
    other.load_state_dict(average.state_dict())
    assert all(torch.equal(a, b) for a, b in zip(other.model.parameters(), average.model.parameters(), strict=True))
