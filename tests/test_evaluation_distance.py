"""Distances between sets of features, on normal distributions whose distance is known."""

import pytest
import torch
from torch import Tensor

from evaluation.distance import distances, frechet, kid, r_precision, root_mean_square, spread, told_apart


def normal(count: int, mean: float = 0.0, deviation: float = 1.0, seed: int = 0, dim: int = 4) -> Tensor:
    return mean + deviation * torch.randn(count, dim, generator=torch.Generator().manual_seed(seed))


def exactly(rows: Tensor, mean: float, deviation: float) -> Tensor:
    """The same rows with exactly this mean and a diagonal covariance."""
    centred = (rows - rows.mean(0)).double()
    white = centred @ torch.linalg.inv(torch.linalg.cholesky(torch.cov(centred.T))).T
    return mean + deviation * white


def test_frechet_of_normal_distributions_is_the_formula() -> None:
    one, other = exactly(normal(50), 0.0, 1.0), exactly(normal(60, seed=1), 2.0, 3.0)
    assert frechet(one, other) == pytest.approx(4 * (2.0**2 + (3.0 - 1.0) ** 2), rel=1e-6)
    assert frechet(one, one) == pytest.approx(0, abs=1e-6)
    assert frechet(one, other) == pytest.approx(frechet(other, one))


def test_frechet_needs_a_covariance_and_bears_a_singular_one() -> None:
    with pytest.raises(ValueError, match="at least 2"):
        frechet(normal(1), normal(5))
    assert frechet(normal(3, dim=8), normal(3, dim=8, seed=1)) >= 0


def test_kid_is_unbiased_for_one_distribution_and_grows_with_the_distance() -> None:
    same = torch.tensor([kid(normal(40, seed=2 * i), normal(40, seed=2 * i + 1)) for i in range(200)])
    assert abs(same.mean()) < 3 * same.std() / 200**0.5
    assert kid(normal(200), normal(200, mean=0.5, seed=1)) < kid(normal(200), normal(200, mean=1.0, seed=1))


def test_kid_is_unbiased_too_where_row_by_row_the_same_is_shown() -> None:
    """Two noisy versions of the same things are one distribution, however alike each pair is."""
    found = []
    for seed in range(200):
        things = normal(40, seed=1000 + seed)
        first, second = (things + normal(40, deviation=0.1, seed=start + seed) for start in (2000, 3000))
        found.append(kid(first, second))
    values = torch.tensor(found)
    assert abs(values.mean()) < 3 * values.std() / 200**0.5


def test_kid_needs_equal_sets() -> None:
    with pytest.raises(ValueError, match="3 and 4 pictures"):
        kid(normal(3), normal(4))


def test_distances_stand_beside_those_of_true_pictures_and_have_no_unit() -> None:
    made, other, true = normal(300, mean=1.0), normal(300, seed=1), normal(300, seed=2)
    measured = distances(made, other, true)
    assert (
        measured["kid"] > 10 * abs(measured["kid_of_true"]) and measured["frechet"] > 10 * measured["frechet_of_true"]
    )
    assert (measured["n"], measured["features"]) == (300, 4)
    assert distances(100 * made, 100 * other, 100 * true)["frechet"] == pytest.approx(measured["frechet"], rel=1e-4)


def test_r_precision_wants_its_own_text_above_all_others() -> None:
    assert r_precision(torch.tensor([[0.9, 0.1, 0.8], [0.5, 0.5, 0.1], [0.2, 0.1, 0.0], [0.1, 0.3, 0.0]])) == 0.5


def test_spread_is_nothing_for_equal_variants_and_about_one_where_the_prompt_decides_nothing() -> None:
    things = normal(40, dim=16)
    assert spread(things.unsqueeze(1).expand(-1, 4, -1)) == pytest.approx(0, abs=1e-2)
    assert spread(normal(40 * 4, dim=16, seed=3).unflatten(0, (40, 4))) == pytest.approx(1, rel=0.05)


def test_root_mean_square_is_in_the_unit_of_the_pixels() -> None:
    black, grey = torch.zeros(1, 12), torch.full((2, 12), 0.5)
    torch.testing.assert_close(root_mean_square(black, grey), torch.tensor([[0.5, 0.5]]))


def test_sets_are_told_apart_by_their_nearest_neighbours() -> None:
    random = torch.Generator().manual_seed(0)
    first, second = torch.randn(2, 200, 4, generator=random)
    assert abs(told_apart(first, second) - 0.5) < 0.1
    assert abs(told_apart(first, first) - 0.5) < 0.1  # of one text each: the same picture is no neighbour
    assert told_apart(first, second + 10) == 1
