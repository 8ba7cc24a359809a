"""A small study: raters whose taste is known are served better; noise, a quarrel and too few are refused."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from accelerate.state import AcceleratorState
from tastes import BRIGHT, CANDIDATES, GLOSSY, GROUPS, rated

from training.exported import RatingsError
from training.promotion import FOUND, PAIRS_NEEDED, PROMPTS_NEEDED, first_of_answers, judge, refuse_few
from training.ratings import Ratings
from training.taste import Taught, learn
from training.verdict import Verdict, interval

STEPS = 60


@pytest.fixture(autouse=True)
def one_accelerator() -> Iterator[None]:
    yield
    AcceleratorState._reset_state(reset_partial_state=True)


def learnt(ratings: Ratings, features: torch.Tensor, run: Path) -> tuple[Taught, Verdict]:
    taught = learn(ratings, features, run, groups=GROUPS, seen_by="test", steps=STEPS)
    return taught, judge(ratings, taught.worth)


def test_a_common_taste_is_learnt_and_serves_people_better(tmp_path: Path) -> None:
    ratings, features = rated(0, [1.5])
    taught, verdict = learnt(ratings, features, tmp_path)
    assert verdict.promotable and verdict.learnt.gain.low > 0
    assert verdict.learnt.after > verdict.learnt.before + 0.1
    assert set(verdict.languages) == {"en", "zh"}
    assert sum(each.cases for each in verdict.languages.values()) == len(ratings.pairs)
    _, unseen = rated(1, [1.5])  # other people's answers, of the same taste
    likes = (1.5 * unseen[:, GLOSSY] + unseen[:, BRIGHT]).unflatten(0, (-1, CANDIDATES))
    by_score = unseen[:, 0].unflatten(0, (-1, CANDIDATES)).argmax(1, keepdim=True)
    by_taste = taught.ranker.worth(unseen).detach().unflatten(0, (-1, CANDIDATES)).argmax(1, keepdim=True)
    after, before = likes.gather(1, by_taste), likes.gather(1, by_score)
    wins = (after > before).float() + 0.5 * (after == before)
    assert wins.mean() >= 0.65


@pytest.mark.parametrize(
    ("people", "seed"), [([0.0], 3), ([0.0], 4), ([1.5, -1.5], 5)], ids=["noise", "noise", "quarrel"]
)
def test_where_there_is_no_common_taste_nothing_is_promoted(tmp_path: Path, people: list[float], seed: int) -> None:
    verdict = learnt(*rated(seed, people), tmp_path)[1]
    assert not verdict.promotable and verdict.reason.startswith("no significant gain")


@pytest.mark.slow
def test_of_twenty_crowds_of_noise_at_most_one_is_promoted(tmp_path: Path) -> None:
    verdicts = [learnt(*rated(100 + seed, [0.0]), tmp_path / str(seed))[1] for seed in range(20)]
    assert sum(verdict.promotable for verdict in verdicts) <= 1


def test_a_stop_loses_nothing_and_the_same_ratings_teach_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ratings, features = rated(0, [1.5])
    whole = learn(ratings, features, tmp_path / "whole", groups=GROUPS, seen_by="test", steps=12)
    again = learn(ratings, features, tmp_path / "again", groups=GROUPS, seen_by="test", steps=12)
    assert torch.equal(whole.worth, again.worth)
    stopped = learn(ratings, features, tmp_path / "parts", groups=GROUPS, seen_by="test", steps=6)
    parts = learn(ratings, features, tmp_path / "parts", groups=GROUPS, seen_by="test", steps=12)
    assert capsys.readouterr().out == ""
    apart = [(each.worth - whole.worth).abs().max() for each in (parts, stopped)]
    assert 2 * apart[0] < apart[1], "it went on where it had been"


def test_what_is_missing_is_told() -> None:
    ratings, _ = rated(0, [1.0], prompts=PROMPTS_NEEDED - 1)
    few = replace(ratings, pairs=ratings.pairs[:30])
    with pytest.raises(RatingsError, match=rf"{PAIRS_NEEDED - 30} more pairs .* and 14 more prompts .*30 pairs in 6"):
        refuse_few(few)
    refuse_few(rated(0, [1.0], prompts=PROMPTS_NEEDED)[0])


def test_a_taste_never_outranks_a_missing_fact_and_facts_are_guarded() -> None:
    ratings, features = rated(0, [3.0])
    likes = 1.5 * features[:, GLOSSY] + features[:, BRIGHT]
    poor = [replace(each, missing=1.0, found=0.5) if n % 4 else each for n, each in enumerate(ratings.candidates)]
    ratings_of_poor = replace(ratings, candidates=tuple(poor))
    assert all(before == after for before, after in first_of_answers(ratings_of_poor, likes.tolist()))
    assert judge(ratings_of_poor, likes).guards[FOUND].after == 1
    half = [replace(each, found=float(likes[n] < 0)) for n, each in enumerate(ratings.candidates)]
    verdict = judge(replace(ratings, candidates=tuple(half)), likes)
    assert not verdict.promotable and verdict.reason.startswith("facts found in what stands first fall")
    assert verdict.learnt.gain.low > 0


def test_a_gain_of_one_language_at_the_others_cost_is_refused() -> None:
    ratings, features = rated(0, [3.0], prompts=80)
    likes = 1.5 * features[:, GLOSSY] + features[:, BRIGHT]
    chinese = torch.tensor([each.language == "zh" for each in ratings.candidates])
    few = tuple(pair for n, pair in enumerate(ratings.pairs) if not chinese[pair[0]] or n % 8 == 0)
    scored = [replace(each, score=float(likes[n].sigmoid())) if chinese[n] else each
              for n, each in enumerate(ratings.candidates)]  # fmt: skip
    verdict = judge(replace(ratings, pairs=few, candidates=tuple(scored)), torch.where(chinese, -likes, likes))
    assert not verdict.promotable and verdict.reason.startswith("it is worse in Chinese")


CASES = {
    "always the same": ([1.0] * 5, [1.0] * 5, (1.0, 1.0, 1.0)),
    "one prompt": ([3.0], [4.0], (0.75, 0.75, 0.75)),
}


@pytest.mark.parametrize("case", CASES)
def test_an_interval_of_what_does_not_vary_is_its_value(case: str) -> None:
    sums, counts, expected = CASES[case]
    found = interval(sums, counts)
    assert (found.value, found.low, found.high) == expected


def test_an_interval_is_of_prompts_and_not_of_pairs() -> None:
    few = interval([4.0, 0.0] * 5, [4.0] * 10)
    many = interval([1.0, 0.0] * 20, [1.0] * 40)
    assert few.value == many.value == 0.5
    assert few.high - few.low > 1.5 * (many.high - many.low)
