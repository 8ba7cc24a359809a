"""Whether what was learnt from ratings is better, on prompts that it was not learnt from and at no cost of facts."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from jaxtyping import Float
from numpy.typing import ArrayLike
from scipy.stats import bootstrap
from torch import Tensor

from training.exported import RatingsError
from training.ratings import Ratings
from world.vocabulary import LANGUAGES

PAIRS_NEEDED, PROMPTS_NEEDED = 100, 20
FEW = 5  # prompts, with fewer of which nothing is said of a language
FACTS_MAY_FALL = 0.01
RESAMPLES = 4000


@dataclass(frozen=True)
class Interval:
    """A figure with the middle 95 % of its bootstrap by prompt; no bounds where it always is the same."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Preferred:
    """How often the order of before and the new one put the preferred one of two first."""

    pairs: int
    prompts: int
    before: float
    after: float
    gain: Interval


@dataclass(frozen=True)
class Firsts:
    """What stands first in each answer, before and after."""

    answers: int
    changed: int  # answers where another picture stands first
    found_before: float  # the share of facts found, on average
    found_after: float


@dataclass(frozen=True)
class Verdict:
    """The gate's report."""

    promotable: bool
    reason: str
    preferred: Preferred
    languages: dict[str, Preferred]
    firsts: Firsts

    def to_json(self) -> dict:
        return asdict(self)


def refuse_few(ratings: Ratings) -> None:
    """RatingsError with the number that is missing."""
    lacking = {
        "pairs of candidates of which somebody preferred one": PAIRS_NEEDED - len(ratings.pairs),
        "prompts with such pairs": PROMPTS_NEEDED - ratings.prompts_with_pairs,
    }
    short = [f"{count} more {what}" for what, count in lacking.items() if count > 0]
    if short:
        raise RatingsError(
            f"too little to learn from: {' and '.join(short)} are needed (there are {len(ratings.pairs)} pairs in "
            f"{ratings.prompts_with_pairs} prompts); rate more pictures of one answer differently, then export again"
        )


def judge(ratings: Ratings, worth: Float[Tensor, "n"], seed: int = 0) -> Verdict:
    """Compare the order of before with the order by `worth`, of heads that saw no rating of a candidate's prompt."""
    orders = _orders(ratings, worth.tolist())
    everything = _preferred(ratings, orders, ratings.pairs, seed)
    languages = {}
    for language in LANGUAGES:
        pairs = [pair for pair in ratings.pairs if ratings.candidates[pair[0]].language == language]
        if len({ratings.prompts[better] for better, _ in pairs}) >= FEW:
            languages[language] = _preferred(ratings, orders, pairs, seed)
    firsts = _firsts(ratings, orders)
    reason = _why_not(everything, languages, firsts)
    return Verdict(reason is None, reason or "what people prefer stands first more often", everything, languages,
                   firsts)  # fmt: skip


def first_of_answers(ratings: Ratings, worth: Sequence[float]) -> list[tuple[int, int]]:
    """For every answer with several candidates the row that stood first, and the one that does by `worth`."""
    before, after = _orders(ratings, worth)
    answers: dict[int, list[int]] = defaultdict(list)
    for row, each in enumerate(ratings.candidates):
        answers[each.answer].append(row)
    return [
        (min(rows, key=before.__getitem__), min(rows, key=after.__getitem__))
        for rows in answers.values()
        if len(rows) > 1
    ]


Order = list[tuple[float, float]]  # for each candidate what it is sorted by, the smallest first


def _orders(ratings: Ratings, worth: Sequence[float]) -> tuple[Order, Order]:
    """A missing fact goes before any taste."""
    before = [(each.missing, -each.score) for each in ratings.candidates]
    return before, [(each.missing, -value) for each, value in zip(ratings.candidates, worth, strict=True)]


def _preferred(ratings: Ratings, orders: tuple[Order, Order], pairs: Sequence[tuple[int, int]], seed: int) -> Preferred:
    """The share of pairs that each order has right; those that it holds for equal count half."""
    prompts = ratings.prompts
    right: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for better, worse in pairs:
        right[prompts[better]].append(tuple(_right(order[better], order[worse]) for order in orders))  # type: ignore[arg-type]
    sums = np.array([np.sum(each, 0) for each in right.values()])
    counts = [float(len(each)) for each in right.values()]
    before, after = (float(share) for share in sums.sum(0) / sum(counts))
    gain = interval(sums[:, 1] - sums[:, 0], counts, seed)
    return Preferred(len(pairs), len(right), before, after, gain)


def _right(better: tuple[float, float], worse: tuple[float, float]) -> float:
    return 0.5 if better == worse else float(better < worse)


def interval(sums: ArrayLike, counts: ArrayLike, seed: int = 0) -> Interval:
    """The mean of what has been summed up by prompt, with the bootstrap's 95 % over prompts.

    Pairs of one prompt are not independent, so whole prompts are drawn.
    """
    gains, of = np.asarray(sums, float), np.asarray(counts, float)
    value = float(gains.sum() / of.sum())
    if len(gains) < 2 or np.ptp(gains / of) == 0:
        return Interval(value, value, value)

    def share(gains: np.ndarray, counts: np.ndarray, axis: int = -1) -> np.ndarray:
        return gains.sum(axis) / counts.sum(axis)

    found = bootstrap((gains, of), share, paired=True, vectorized=True, n_resamples=RESAMPLES, batch=500,
                      method="percentile", rng=np.random.default_rng(seed)).confidence_interval  # fmt: skip
    return Interval(value, float(found.low), float(found.high))


def _firsts(ratings: Ratings, orders: tuple[Order, Order]) -> Firsts:
    worth = [-value for _, value in orders[1]]
    firsts = first_of_answers(ratings, worth)
    told = [(ratings.candidates[before].found, ratings.candidates[after].found) for before, after in firsts]
    both = [(before, after) for before, after in told if before is not None and after is not None]
    changed = sum(before != after for before, after in firsts)
    mean = [sum(side) / len(both) if both else 1.0 for side in (zip(*both, strict=True) if both else ((), ()))]
    return Firsts(len(firsts), changed, *mean)


def _why_not(everything: Preferred, languages: dict[str, Preferred], firsts: Firsts) -> str | None:
    """Why it is not promoted; None where it may be."""
    if everything.gain.low <= 0:
        return (
            f"no significant gain: of pairs that it did not learn from it has {everything.after:.3f} right, the order "
            f"of before {everything.before:.3f} (gain {_told(everything.gain)})"
        )
    for language, each in languages.items():
        if each.gain.high < 0:
            return f"it is worse for {language} (gain {_told(each.gain)})"
    if firsts.found_after < firsts.found_before - FACTS_MAY_FALL:
        return (
            f"fewer facts are found in what stands first: {firsts.found_after:.3f}, before {firsts.found_before:.3f}; "
            f"that may fall by {FACTS_MAY_FALL}"
        )
    return None


def _told(interval: Interval) -> str:
    return f"{interval.value:+.3f}, 95 % from {interval.low:+.3f} to {interval.high:+.3f}"
