"""Whether what was learnt from ratings is better, on prompts that it was not learnt from and at no cost of facts."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from jaxtyping import Float
from torch import Tensor

from training.exported import RatingsError
from training.ratings import Ratings
from training.verdict import Compared, Guard, Verdict, compared
from world.vocabulary import LANGUAGES

PAIRS_NEEDED, PROMPTS_NEEDED = 100, 20
FEW = 5  # prompts, with fewer of which nothing is said of a language
FOUND = "facts found first"


def refuse_few(ratings: Ratings) -> None:
    """RatingsError with the numbers that are missing."""
    pairs, prompts = PAIRS_NEEDED - len(ratings.pairs), PROMPTS_NEEDED - ratings.prompts_with_pairs
    if pairs > 0 or prompts > 0:
        raise RatingsError("few_pairs", pairs=max(0, pairs), prompts=max(0, prompts), there=len(ratings.pairs),
                           there_prompts=ratings.prompts_with_pairs)  # fmt: skip


def judge(ratings: Ratings, worth: Float[Tensor, "n"], seed: int = 0) -> Verdict:
    """Compare the order of before with the order by `worth`, of heads that saw no rating of a candidate's prompt."""
    orders = _orders(ratings, worth.tolist())
    languages = {}
    for language in LANGUAGES:
        pairs = [pair for pair in ratings.pairs if ratings.candidates[pair[0]].language == language]
        if len({ratings.prompts[better] for better, _ in pairs}) >= FEW:
            languages[language] = _preferred(ratings, orders, pairs, seed)
    return Verdict(
        _preferred(ratings, orders, ratings.pairs, seed), languages, {FOUND: _found(ratings, worth.tolist())}
    )


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


def _preferred(ratings: Ratings, orders: tuple[Order, Order], pairs: Sequence[tuple[int, int]], seed: int) -> Compared:
    """The share of pairs that each order has right, by prompt; those that it holds for equal count half."""
    right: dict[int, list[tuple[float, ...]]] = defaultdict(list)
    for better, worse in pairs:
        right[ratings.prompts[better]].append(tuple(_right(order[better], order[worse]) for order in orders))
    sums = np.array([np.sum(each, 0) for each in right.values()])
    return compared(sums[:, 0], sums[:, 1], [len(each) for each in right.values()], seed)


def _right(better: tuple[float, float], worse: tuple[float, float]) -> float:
    return 0.5 if better == worse else float(better < worse)


def _found(ratings: Ratings, worth: Sequence[float]) -> Guard:
    """The share of facts found in what stands first of each answer, on average."""
    firsts = first_of_answers(ratings, worth)
    told = [(ratings.candidates[before].found, ratings.candidates[after].found) for before, after in firsts]
    both = [(before, after) for before, after in told if before is not None and after is not None]
    before, after = zip(*both, strict=True) if both else ((1.0,), (1.0,))
    return Guard(sum(before) / len(before), sum(after) / len(after))
