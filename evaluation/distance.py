"""How far two sets of pictures lie apart in a network's features, and how well texts are told from each other."""

import torch
from jaxtyping import Float
from torch import Tensor


def frechet(first: Float[Tensor, "n d"], second: Float[Tensor, "m d"]) -> float:
    """The Fréchet distance between normal distributions fitted to two sets of features (Heusel et al. 2017).

    The square of the Wasserstein distance: |μ₁ - μ₂|² + tr(Σ₁ + Σ₂ - 2 (Σ₁ Σ₂)^½). It is biased upwards for small
    sets, so only distances of equal sizes compare. ValueError with fewer than two rows.
    """
    (mean_a, cov_a), (mean_b, cov_b) = _moments(first), _moments(second)
    root = _root(cov_a)
    cross = torch.linalg.eigvalsh(root @ cov_b @ root).clamp_min(0).sqrt().sum()
    distance = (mean_a - mean_b).square().sum() + cov_a.trace() + cov_b.trace() - 2 * cross
    return max(0.0, distance.item())


def _moments(features: Tensor) -> tuple[Tensor, Tensor]:
    if len(features) < 2:
        raise ValueError(f"{len(features)} pictures have no covariance; give at least 2")
    rows = features.double()
    centred = rows - rows.mean(0)
    return rows.mean(0), centred.T @ centred / (len(rows) - 1)


def _root(matrix: Tensor) -> Tensor:
    """The square root of a symmetric matrix without negative eigenvalues."""
    values, vectors = torch.linalg.eigh(matrix)
    return vectors @ torch.diag(values.clamp_min(0).sqrt()) @ vectors.T


def kid(first: Float[Tensor, "n d"], second: Float[Tensor, "n d"]) -> float:
    """The kernel distance (KID, Bińkowski et al. 2018): the squared MMD under the kernel ((x·y) / d + 1)³.

    Row i of both sets may be of one text: such pairs are left out, which keeps the estimate unbiased (Gretton et al.
    2012, lemma 6). Around 0, below it too, for two samples of one distribution. ValueError with fewer than two rows.
    """
    if len(first) != len(second) or len(first) < 2:
        raise ValueError(f"{len(first)} and {len(second)} pictures; the kernel distance needs equally many, at least 2")
    a, b = first.double(), second.double()
    return (_between(a, a) + _between(b, b) - _between(a, b) - _between(b, a)).item()


def _between(a: Tensor, b: Tensor) -> Tensor:
    """The mean of the kernel over all pairs of rows but those of the same number."""
    kernel = (a @ b.T / a.shape[1] + 1).pow(3)
    return (kernel.sum() - kernel.trace()) / (len(a) * (len(a) - 1))


def distances(
    made: Float[Tensor, "n d"], other_true: Float[Tensor, "n d"], true: Float[Tensor, "n d"]
) -> dict[str, float | int]:
    """KID and Fréchet distance from the true pictures to made ones and, for scale, to other true ones.

    All features are standardised by the mean and the deviation of `true`, so they have no unit.
    """
    mean, deviation = true.mean(0), true.std(0).clamp_min(1e-6)
    made, other_true, true = ((rows - mean) / deviation for rows in (made, other_true, true))
    return {
        "kid": kid(made, true),
        "kid_of_true": kid(other_true, true),
        "frechet": frechet(made, true),
        "frechet_of_true": frechet(other_true, true),
        "n": len(made),
        "features": made.shape[1],
    }


def told_apart(first: Float[Tensor, "n d"], second: Float[Tensor, "n d"]) -> float:
    """How often a row's nearest neighbour is of its own set (Lopez-Paz & Oquab 2017), leaving each one itself out.

    0.5: nobody could tell the sets apart; 1: always. Row i of both sets may be of one text, so they do not meet.
    """
    both, count = torch.cat([first, second]), len(first)
    one_text = torch.eye(count, dtype=torch.bool).repeat(2, 2)
    nearest = torch.cdist(both, both).masked_fill(one_text, torch.inf).argmin(1)
    of = torch.arange(2 * count) // count
    return (of[nearest] == of).double().mean().item()


def r_precision(scores: Float[Tensor, "n k"]) -> float:
    """The share of rows whose first score, the one of their own text, is above all others (Xu et al. 2018)."""
    return (scores[:, 0] > scores[:, 1:].amax(1)).double().mean().item()


def spread(groups: Float[Tensor, "n v d"]) -> float:
    """The mean Euclidean distance between two variants of the same thing, as a share of that between any two things.

    Near 0: a prompt always gives the same picture; 1: it decides nothing.
    """
    variants = groups.shape[1]
    within = torch.cdist(groups, groups).sum((1, 2)).div(variants * (variants - 1)).mean()
    firsts = groups[:, 0]
    between = torch.cdist(firsts, firsts).sum() / (len(firsts) * (len(firsts) - 1))
    return (within / between.clamp_min(1e-12)).item()


def root_mean_square(first: Float[Tensor, "n p"], second: Float[Tensor, "m p"]) -> Float[Tensor, "n m"]:
    """The root mean square difference of every picture to every other, in the unit of their pixels."""
    return torch.cdist(first, second) / first.shape[1] ** 0.5
