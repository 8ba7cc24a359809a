"""From ratings to a version of the painter's hand: what learns, what may not change, and what the gate is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from accelerate.state import AcceleratorState
from tastes import rated
from test_finetune import export_of

from models import weights
from models.hand import Hand, HandConfig
from models.versions import Versions
from training import own_hand
from training.own_hand import JUDGES, VARIETY, halves, right
from training.repaint import repaint
from txt2img.draw import TuwenPainter
from txt2img.hand import PAINTER

pytest_plugins = ["tests.pack"]


@pytest.fixture(autouse=True)
def one_accelerator() -> Iterator[None]:
    yield
    AcceleratorState._reset_state(reset_partial_state=True)


def test_no_prompt_is_in_both_halves_and_no_pair_is_lost() -> None:
    ratings, _ = rated(0, [1.5])
    parts = halves(ratings, 0)
    learnt, judged = ({each.plan.scene.gist() for each in half.candidates} for half in (parts.learnt, parts.judged))
    assert not learnt & judged and abs(len(learnt) - len(judged)) <= 1
    assert len(parts.learnt.pairs) + len(parts.judged.pairs) == len(ratings.pairs)
    one, other = parts.judged.pairs[0]
    assert parts.judged.candidates[one].answer == parts.judged.candidates[other].answer
    assert halves(ratings, 1) != parts == halves(ratings, 0)


def test_judges_that_know_nothing_are_told_from_those_that_do() -> None:
    ratings, features = rated(0, [3.0])
    likes = 1.5 * features[:, 5] + features[:, 7]
    known, noise = (right(ratings, worth.tolist()) for worth in (likes, torch.randn(len(features))))
    assert known.gain.low > 0 and known.before == 0.5 and known.after > 0.8
    assert noise.gain.low < 0


@pytest.mark.slow
def test_the_last_blocks_learn_and_nothing_else(
    tmp_path: Path, painter: TuwenPainter, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, less in (("ASKED", 3), ("TESTS", 2), ("PICTURES", 2), ("DRAWINGS", 4), ("SHOWN", 2), ("FEW", 1)):
        monkeypatch.setattr(own_hand, name, less)
    export, versions = export_of(tmp_path, prompts=24), Versions(tmp_path / "versions" / PAINTER)
    name, verdict, skipped = repaint(export, versions, networks=Path("weights"), sprites=pack, seed=0, steps=2)
    assert skipped == () and {JUDGES, VARIETY} < set(verdict.guards) and verdict.guards[JUDGES].before == 0.5
    hand = weights.load(versions.path(name), Hand, HandConfig)
    before, after = painter.brushes.layers.state_dict(), hand.layers.state_dict()
    moved = {key for key in before if not torch.allclose(before[key].half().float(), after[key], atol=1e-3)}
    last = tuple(f"blocks.{n}." for n in range(len(hand.layers.blocks) - own_hand.BLOCKS, len(hand.layers.blocks)))
    assert all(key.startswith((*last, "finish.")) for key in moved)
    page = (versions.path(name) / "report.html").read_text()
    assert page.count("data:image/jpeg") == 4
    assert not list(versions.folder.glob(".making*"))
