"""Whether what was learnt is better on what it was not learnt from, at no cost: the gate of every network."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.stats import bootstrap

from training.wording import words
from world.vocabulary import LANGUAGES

MAY_FALL = 0.01
RESAMPLES = 4000


@dataclass(frozen=True)
class Interval:
    """A figure with the middle 95 % of its bootstrap by group; no bounds where it always is the same."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:+.3f} ({self.low:+.3f} … {self.high:+.3f})"


@dataclass(frozen=True)
class Compared:
    """How much is right before and after, on average over cases; the bootstrap draws whole groups of them."""

    cases: int  # pairs, or corrected pictures
    groups: int  # prompts, or corrected pictures
    before: float
    after: float
    gain: Interval


@dataclass(frozen=True)
class Guard:
    """A figure that may not fall by more than a little."""

    before: float
    after: float
    may_fall: float = MAY_FALL

    @property
    def holds(self) -> bool:
        return self.after >= self.before - self.may_fall


@dataclass(frozen=True)
class Verdict:
    """The gate's report: better by a 95 % interval, worse in no language, and no guarded figure fallen."""

    learnt: Compared
    languages: dict[str, Compared]
    guards: dict[str, Guard]

    @property
    def promotable(self) -> bool:
        return self._refusal()[0] == "better"

    @property
    def reason(self) -> str:
        return self.reason_in("en")

    def reason_in(self, language: str) -> str:
        """Why it may be promoted or may not, as a sentence without a full stop."""
        key, values = self._refusal()
        named = {name: words(value, language) for name, value in values.items() if name in ("guard", "spoken")}
        return words(key, language, **values | named)

    def to_json(self) -> dict[str, Any]:
        reasons = {language: self.reason_in(language) for language in LANGUAGES}
        return {"promotable": self.promotable, "reason": self.reason, "reasons": reasons, **asdict(self)}

    def _refusal(self) -> tuple[str, dict[str, Any]]:
        learnt = self.learnt
        if learnt.gain.low <= 0:
            return "no_gain", {"before": learnt.before, "after": learnt.after, "gain": learnt.gain}
        for language, each in self.languages.items():
            if each.gain.high < 0:
                return "worse", {"spoken": language, "gain": each.gain}
        for name, guard in self.guards.items():
            if not guard.holds:
                return "fallen", {"guard": name, **asdict(guard)}
        return "better", {}


def compared(before: ArrayLike, after: ArrayLike, of: ArrayLike, seed: int = 0) -> Compared:
    """What was summed up by group before and after, of so many cases each."""
    before, after, of = (np.asarray(each, float) for each in (before, after, of))
    total = float(of.sum())
    return Compared(
        round(total), len(of), float(before.sum() / total), float(after.sum() / total),
        interval(after - before, of, seed),
    )  # fmt: skip


def interval(sums: ArrayLike, counts: ArrayLike, seed: int = 0) -> Interval:
    """The mean of what has been summed up by group, with the bootstrap's 95 % over groups.

    What is of one group is not independent, so whole groups are drawn.
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


def sentences(verdict: Verdict, notes: Mapping[str, Any] | None = None) -> list[str]:
    """The figures in a few lines, for a terminal."""
    told = []
    for name, each in [("all", verdict.learnt), *verdict.languages.items()]:
        told.append(
            f"{name}: {each.cases} in {each.groups} groups that were not learnt from, right {each.before:.3f} before, "
            f"{each.after:.3f} after; gain {each.gain}"
        )
    for name, guard in verdict.guards.items():
        told.append(f"{words(name, 'en')}: {guard.before:.3f} before, {guard.after:.3f} after")
    return [*told, *(f"{words(name, 'en')}: {value}" for name, value in (notes or {}).items()), verdict.reason]
