"""Blind votes on two versions: which of two pictures is better, kept as pairs, and what follows for the versions."""

import json
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from chat.learning import VERSIONS
from models.versions import COMPARED, PAIRS

VOTES = "votes.jsonl"  # below the folder of versions
ELO, SPREAD = 1500.0, 400 / np.log(10)  # where the mean of all versions lies, and points a unit of log-odds
PRIOR = 0.5  # of a vote for either side of every two versions, so that few votes say little
RESAMPLES, STEPS = 400, 60

Side = Literal["left", "right", "none"]


@dataclass(frozen=True)
class Pair:
    """Two pictures to choose from; nobody is told which version drew which."""

    number: int
    prompt: str
    left: Path
    right: Path


@dataclass(frozen=True)
class Comparison:
    """The last comparison, and the first pair of it that is still to be judged."""

    what: str
    made: str  # when
    of: int
    judged: int
    pair: Pair | None


@dataclass(frozen=True)
class Standing:
    """What votes say of a version: Elo (1978) by Bradley and Terry's model, with the bootstrap's 95 % over votes."""

    what: str
    version: str
    votes: int
    elo: float
    low: float
    high: float


class Votes:
    """Over the folder of versions."""

    def __init__(self, data_dir: Path):
        self.folder = data_dir / VERSIONS
        self._lock = threading.Lock()

    def comparison(self) -> Comparison | None:
        """None where nothing was compared yet, or what was noted of it cannot be read."""
        try:
            told = json.loads((self.folder / COMPARED / PAIRS).read_text(encoding="utf-8"))
            pairs, judged = told["pairs"], self._judged(told)
            left = next((n for n in range(len(pairs)) if n not in judged), None)
            return Comparison(
                told["what"], told["made"], len(pairs), len(judged), None if left is None else self._pair(pairs, left)
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def vote(self, number: int, side: Side, comparison: str) -> None:
        """Keep which of a pair is better; a pair that was judged, or is of an earlier comparison, changes nothing."""
        with self._lock:
            told = json.loads((self.folder / COMPARED / PAIRS).read_text(encoding="utf-8"))
            known = comparison == told["made"] and 0 <= number < len(told["pairs"])
            if not known or number in self._judged(told):
                return
            pair = told["pairs"][number]
            line = {
                "moment": datetime.now(UTC).isoformat(),
                "what": told["what"],
                "comparison": told["made"],
                "number": number,
                "prompt": pair["prompt"],
                "language": pair["language"],
                "source": "blind",
                "better": side,
                "left": pair["left"],
                "right": pair["right"],
            }
            self._keep(json.dumps(line, ensure_ascii=False))

    def picture(self, number: int, side: Side) -> Path | None:
        """The file of a side of a pair; None where there is none."""
        file = self.folder / COMPARED / f"{number + 1:03d}-{side}.png"
        return file if side in ("left", "right") and file.is_file() else None

    def standings(self) -> list[Standing]:
        """Every version that was voted on, the best of each network first."""
        lines = self._lines()
        return [each for what in dict.fromkeys(line["what"] for line in lines)
                for each in standings(what, [line for line in lines if line["what"] == what])]  # fmt: skip

    def _keep(self, line: str) -> None:
        """On a line of its own, also after half a line."""
        with (self.folder / VOTES).open("a+b") as votes:
            if votes.tell():
                votes.seek(-1, os.SEEK_END)
            half = votes.read(1) not in (b"", b"\n")
            votes.write(("\n" * half + line + "\n").encode())
            votes.flush()
            os.fsync(votes.fileno())

    def _judged(self, told: dict[str, Any]) -> set[int]:
        return {line["number"] for line in self._lines() if line["comparison"] == told["made"]}

    def _pair(self, pairs: Sequence[dict[str, Any]], number: int) -> Pair:
        left, right = (self.folder / COMPARED / pairs[number][side]["file"] for side in ("left", "right"))
        return Pair(number, pairs[number]["prompt"], left, right)

    def _lines(self) -> list[dict[str, Any]]:
        """The votes; half a line, which a kill may leave, is none."""
        found = []
        file = self.folder / VOTES
        for line in file.read_text(encoding="utf-8").splitlines() if file.is_file() else ():
            try:
                found.append(json.loads(line))
            except ValueError:
                continue
        return found


def standings(what: str, lines: Sequence[dict[str, Any]]) -> list[Standing]:
    """Elo of every version of one network, with intervals."""
    names = sorted({line[side]["version"] for line in lines for side in ("left", "right")})
    row = {name: n for n, name in enumerate(names)}
    won = {"left": 1.0, "right": 0.0, "none": 0.5}
    sides = [(line["left"]["version"], line["right"]["version"], won[line["better"]]) for line in lines]
    votes = np.array([(row[left], row[right], share) for left, right, share in sides])
    dice = np.random.default_rng(0)
    drawn = np.array([elo(votes[dice.integers(len(votes), size=len(votes))], len(names)) for _ in range(RESAMPLES)])
    low, high = np.percentile(drawn, [2.5, 97.5], axis=0)
    counted = [int((votes[:, :2] == n).sum()) for n in range(len(names))]
    found = [
        Standing(what, name, counted[n], float(value), float(low[n]), float(high[n]))
        for n, (name, value) in enumerate(zip(names, elo(votes, len(names)), strict=True))
    ]
    return sorted(found, key=lambda each: -each.elo)


def elo(votes: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    """Elo of so many versions from rows of left, right and the left one's share, by minorise-maximise (Hunter 2004)."""
    won = np.full((count, count), PRIOR)
    np.fill_diagonal(won, 0.0)
    for left, right, share in votes:
        won[int(left), int(right)] += share
        won[int(right), int(left)] += 1 - share
    played, strength = won + won.T, np.ones(count)
    for _ in range(STEPS):
        strength = won.sum(1) / (played / (strength[:, None] + strength)).sum(1)
        strength /= np.exp(np.log(strength).mean())
    return ELO + SPREAD * np.log(strength)
