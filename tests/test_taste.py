"""Taste orders candidates that show equally many facts; it comes and goes with the file that says what is served."""

import logging
from pathlib import Path

import pytest
import torch
from torch import Tensor

from chat.answers import drawing
from models import weights
from models.ranker import Ranker, RankerConfig
from models.versions import SERVED, Versions
from txt2img.check import missing
from txt2img.draw import TuwenPainter
from txt2img.picture import Picture
from txt2img.taste import RANKER, Sights, features, groups, seen_by, taste
from world.scene import Scene, Thing

CAT = Scene((Thing(0, "cat"),), place="grass")


@pytest.fixture(scope="module")
def drawn(painter: TuwenPainter) -> list[Picture]:
    return painter.draw(CAT, language="en", count=3, seed=7)


def upside_down(painter: TuwenPainter, seen: str | None = None) -> Ranker:
    """Who likes best what has the lowest score."""
    config = RankerConfig(groups=groups(painter.scales), heads=2, seen_by=seen or seen_by(painter.eye, painter.scales))
    ranker = Ranker(config)
    with torch.no_grad():
        ranker.heads.weight[:, 0] = -1.0
    return ranker


def promoted(folder: Path, ranker: Ranker, number: int = 1) -> str:
    name = f"{number:04d}-aaaaaaaaaaaa"
    weights.save(folder / RANKER / name, ranker, ranker.config, "# Test")
    (folder / RANKER / SERVED).write_text(f"{name}\n")
    return name


def seeds(pictures: list[Picture]) -> list[int]:
    return [picture.seed for picture in pictures]


def test_a_promoted_version_orders_the_next_answer_and_a_rollback_gives_the_old_order(
    painter: TuwenPainter, drawn: list[Picture], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(painter, "taste", taste(tmp_path, seen_by(painter.eye, painter.scales)))
    plans = [picture.plan for picture in drawn]
    assert seeds(painter.redraw(plans, "en")) == seeds(drawn)
    name = promoted(tmp_path, upside_down(painter))
    ranked = painter.redraw(plans, "en")
    keys = [(missing(picture.facts), picture.score) for picture in ranked]
    assert keys == sorted(keys), "a taste never outranks a missing fact"
    assert len({missing(picture.facts) for picture in drawn}) == 3 or seeds(ranked) != seeds(drawn)
    assert {picture.ranked_by for picture in ranked} == {name}
    assert drawing(ranked, said="drawn", prompt="a cat", language="en").payload["ranked_by"] == name
    assert "ranked_by" not in drawing(drawn, said="drawn", prompt="a cat", language="en").payload
    Versions(tmp_path / RANKER).roll_back()
    after = painter.redraw(plans, "en")
    assert seeds(after) == seeds(drawn) and {picture.ranked_by for picture in after} == {None}
    assert [picture.image.tobytes() for picture in after] == [picture.image.tobytes() for picture in drawn]


def test_without_versions_there_is_no_taste(tmp_path: Path) -> None:
    assert taste(None, "x").learnt() is None
    assert taste(tmp_path / "nothing", "x").learnt() is None


def test_what_cannot_be_used_is_told_once_and_not_used(
    painter: TuwenPainter, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    served = taste(tmp_path, seen_by(painter.eye, painter.scales))
    promoted(tmp_path, upside_down(painter, "another eye"))
    with caplog.at_level(logging.WARNING):
        assert served.learnt() is None and served.learnt() is None
        assert [record.message.count("learnt with other networks") for record in caplog.records] == [1]
        name = promoted(tmp_path, upside_down(painter), 2)
        learnt = served.learnt()
        assert learnt is not None and learnt.name == name
        gone = promoted(tmp_path, upside_down(painter), 3)
        (tmp_path / RANKER / gone / "model.safetensors").write_bytes(b"noise")
        assert served.learnt() is None and "SHA-256 differs" in caplog.records[-1].message


def test_features_are_the_score_and_what_is_seen(painter: TuwenPainter) -> None:
    pictures: Tensor = torch.rand(2, 3, painter.eye.size, painter.eye.size)
    sights = Sights(pictures, *painter.eye.look(pictures))
    known = features(painter.scales, sights, [0.5, 1.0])
    assert known.shape == (2, sum(groups(painter.scales)))
    assert known[0, 0] == 0 and 9 < known[1, 0] < 10 and known.isfinite().all()
    changed = features(painter.scales, sights, [0.2, 0.2])
    assert torch.equal(known[:, 1:], changed[:, 1:])
