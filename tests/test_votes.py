"""Blind votes are kept as pairs; Elo says what follows, with an interval; half a line, a second vote are none."""

import json
from pathlib import Path

import numpy as np
import pytest

from chat.votes import VOTES, Votes, elo, standings
from models.versions import COMPARED, PAIRS

MADE = "2026-12-03"


def compared(folder: Path, count: int = 3) -> Votes:
    place = folder / "versions" / COMPARED
    place.mkdir(parents=True)
    pairs = list[dict[str, object]]()
    for number in range(1, count + 1):
        pair: dict[str, object] = {"prompt": f"a cat {number}", "language": "en"}
        for side, version in (("left", "shipped"), ("right", "0001-aaaaaaaaaaaa")):
            file = f"{number:03d}-{side}.png"
            (place / file).write_bytes(b"png")
            pair[side] = {"version": version, "file": file}
        pairs.append(pair)
    told = {"what": "painter", "versions": ["shipped", "0001-aaaaaaaaaaaa"], "made": MADE, "pairs": pairs}
    (place / PAIRS).write_text(json.dumps(told))
    return Votes(folder)


def test_pairs_are_judged_one_after_the_other(tmp_path: Path) -> None:
    assert Votes(tmp_path).comparison() is None and Votes(tmp_path).standings() == []
    votes = compared(tmp_path)
    first = votes.comparison()
    assert first is not None and (first.of, first.judged) == (3, 0) and first.pair and first.pair.prompt == "a cat 1"
    votes.vote(0, "right", MADE)
    votes.vote(0, "left", MADE)  # a second press
    votes.vote(9, "left", MADE)
    votes.vote(2, "left", "2026-12-02")  # seen in a page of before
    with (tmp_path / "versions" / VOTES).open("a") as file:
        file.write('{"what": "pain')
    votes.vote(1, "none", MADE)  # after half a line
    then = Votes(tmp_path).comparison()
    assert then is not None and then.judged == 2 and then.pair and then.pair.number == 2
    best, worst = votes.standings()
    assert (best.version, best.votes, worst.version) == ("0001-aaaaaaaaaaaa", 2, "shipped")
    assert best.low <= best.elo <= best.high and best.elo + worst.elo == pytest.approx(3000)
    assert votes.picture(0, "left") and votes.picture(3, "left") is None
    (tmp_path / "versions" / COMPARED / PAIRS).write_text("{")
    assert votes.comparison() is None


def test_elo_is_as_far_apart_as_the_shares_say() -> None:
    votes = np.array([(0, 1, 1.0)] * 750 + [(0, 1, 0.0)] * 250)
    apart = elo(votes, 2)
    assert apart[0] - apart[1] == pytest.approx(400 * np.log10(3), abs=2)


def test_few_votes_say_little() -> None:
    def line(better: str) -> dict:
        return {"left": {"version": "a"}, "right": {"version": "b"}, "better": better}

    few, many = (standings("ranker", [line("left"), line("right")] * n + [line("left")]) for n in (2, 60))
    assert few[0].high - few[0].low > 2 * (many[0].high - many[0].low)
