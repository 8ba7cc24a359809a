"""The ranker: heads on standardised features, and what they are taught by."""

from math import log
from pathlib import Path

import pytest
import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from models import weights
from models.ranker import Ranker, RankerConfig, liking_loss, preference_loss

CONFIG = RankerConfig(groups=(1, 5), heads=3, seen_by="abc")


def test_before_it_learns_it_thinks_the_same_of_everything() -> None:
    assert Ranker(CONFIG)(torch.randn(5, 6)).abs().max() == 0


def test_it_takes_each_feature_by_how_much_it_varies_and_what_does_not_vary_not_at_all() -> None:
    ranker, features = Ranker(CONFIG), torch.randn(50, 6) * torch.tensor([1.0, 10, 100, 1, 1, 0]) + 7
    ranker.standardise(features)
    torch.nn.init.ones_(ranker.heads.weight)
    assert ranker((features + 0)[:, :]).std() < 4
    jumped = features.clone()
    jumped[:, 5] += 1
    assert (ranker(jumped) - ranker(features)).abs().max() < 1e-3


def test_what_it_is_worth_is_what_the_heads_think_together() -> None:
    ranker = Ranker(CONFIG)
    torch.nn.init.normal_(ranker.heads.weight)
    seen = torch.randn(4, 6)
    assert torch.allclose(ranker.worth(seen), ranker(seen).mean(1))


def test_a_pair_costs_by_the_difference_and_only_where_it_counts() -> None:
    better, worse = torch.tensor([[2.0, 0.0]]), torch.tensor([[0.0, 0.0]])
    cost = preference_loss(better, worse, torch.tensor([[1.0, 2.0]]))
    assert cost.tolist() == pytest.approx([log(1 + torch.tensor(-2.0).exp().item()), 2 * log(2)])
    assert preference_loss(worse, better, torch.zeros(1, 2)).tolist() == [0, 0]


def test_liking_is_cross_entropy_with_soft_labels() -> None:
    worth, liked = torch.randn(5, 1), torch.tensor([0.0, 0.25, 0.5, 0.75, 1.0])
    expected = binary_cross_entropy_with_logits(worth[:, 0], liked, reduction="sum")
    assert liking_loss(worth, liked, torch.ones(5, 1))[0] == pytest.approx(expected.item(), rel=1e-5)


def test_it_is_saved_and_loaded_like_every_network(tmp_path: Path) -> None:
    ranker = Ranker(CONFIG)
    ranker.standardise(torch.randn(9, 6).index_fill(1, torch.tensor([2]), 1.0))
    torch.nn.init.normal_(ranker.heads.weight)
    weights.save(tmp_path, ranker, CONFIG, "# Ranker")
    again, seen = weights.load(tmp_path, Ranker, RankerConfig), torch.randn(4, 6)
    assert again.config == CONFIG and torch.allclose(again(seen), ranker(seen), atol=2e-2)
