"""A weights folder comes back as it was saved, and says what is wrong with it when it does not."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
import torch
from torch import nn

from models import weights
from models.weights import WeightsError


@dataclass(frozen=True, kw_only=True)
class Inner:
    bias: bool = True


@dataclass(frozen=True, kw_only=True)
class TinyConfig:
    widths: tuple[int, ...] = (3, 2)
    inner: Inner = Inner()


class Tiny(nn.Module):
    def __init__(self, config: TinyConfig) -> None:
        super().__init__()
        self.config = config
        self.layer = nn.Linear(*config.widths, bias=config.inner.bias)
        self.norm = nn.BatchNorm1d(config.widths[-1])


class Other(Tiny):
    pass


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A saved network called tiny."""
    config = TinyConfig(widths=(4, 5), inner=Inner(bias=False))
    weights.save(tmp_path / "tiny", Tiny(config), config, "# Tiny")
    return tmp_path / "tiny"


def test_load_gives_back_config_values_and_full_precision(tmp_path: Path) -> None:
    config = TinyConfig(widths=(4, 5), inner=Inner(bias=False))
    model = Tiny(config)
    weights.save(tmp_path / "tiny", model, config, "# Tiny", half=False)
    loaded = weights.load(tmp_path / "tiny", Tiny, TinyConfig)
    assert loaded.config == config and not loaded.training
    assert torch.equal(loaded.layer.weight, model.layer.weight)
    assert (tmp_path / "tiny" / "card.md").read_text() == "# Tiny\n"


def test_half_is_stored_small_and_loaded_as_fp32(folder: Path) -> None:
    loaded = weights.load(folder, Tiny, TinyConfig)
    assert loaded.layer.weight.dtype == torch.float32
    assert torch.equal(loaded.layer.weight, loaded.layer.weight.half().float())
    assert loaded.state_dict()["norm.num_batches_tracked"].dtype == torch.int64


def test_values_that_fp16_cannot_hold_are_refused(tmp_path: Path) -> None:
    model = Tiny(TinyConfig())
    nn.init.constant_(model.layer.weight, 1e6)
    with pytest.raises(ValueError, match=r"layer.weight .* fp16"):
        weights.save(tmp_path / "tiny", model, TinyConfig(), "")
    assert not (tmp_path / "tiny" / weights.TENSORS).exists()


@pytest.mark.parametrize("name", [weights.TENSORS, weights.CONFIG])
def test_a_missing_file_is_named_with_the_way_back(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(WeightsError, match=rf"{name} .*git checkout -- weights/tiny.*python -m training\.tiny"):
        weights.load(folder, Tiny, TinyConfig)


@pytest.mark.parametrize("name", [weights.TENSORS, weights.CONFIG])
def test_a_truncated_file_is_named(folder: Path, name: str) -> None:
    (folder / name).write_bytes((folder / name).read_bytes()[:-9])
    with pytest.raises(WeightsError, match=name):
        weights.load(folder, Tiny, TinyConfig)


def test_a_flipped_bit_is_found(folder: Path) -> None:
    stored = bytearray((folder / weights.TENSORS).read_bytes())
    stored[-1] ^= 1
    (folder / weights.TENSORS).write_bytes(stored)
    with pytest.raises(WeightsError, match="SHA-256"):
        weights.load(folder, Tiny, TinyConfig)


def test_tensors_of_another_shape_are_refused(folder: Path) -> None:
    written = json.loads((folder / weights.CONFIG).read_text())
    written["config"]["widths"] = [4, 6]
    (folder / weights.CONFIG).write_text(json.dumps(written))
    with pytest.raises(WeightsError, match="does not fit Tiny"):
        weights.load(folder, Tiny, TinyConfig)


def test_an_unknown_setting_and_another_class_are_refused(folder: Path) -> None:
    with pytest.raises(WeightsError, match="is of a Tiny, not of a Other"):
        weights.load(folder, Other, TinyConfig)
    written = json.loads((folder / weights.CONFIG).read_text())
    written["config"]["depth"] = 3
    (folder / weights.CONFIG).write_text(json.dumps(written))
    with pytest.raises(WeightsError, match="depth"):
        weights.load(folder, Tiny, TinyConfig)


def test_fingerprint_follows_the_content_and_nothing_else(folder: Path, tmp_path: Path) -> None:
    weights.save(tmp_path / "second", Tiny(TinyConfig()), TinyConfig(), "")
    both = weights.fingerprint([folder, tmp_path / "second"])
    weights.append_history(folder, steps=20)
    assert len(both) == 12
    assert both == weights.fingerprint([tmp_path / "second", folder])
    assert both != weights.fingerprint([folder])
    with pytest.raises(WeightsError, match="nowhere"):
        weights.fingerprint([tmp_path / "nowhere"])


def test_history_grows_by_lines(folder: Path) -> None:
    weights.append_history(folder, steps=20, device="cpu")
    weights.append_history(folder, steps=40, note="继续")
    lines = [json.loads(line) for line in (folder / weights.HISTORY).read_text(encoding="utf-8").splitlines()]
    assert lines == [{"steps": 20, "device": "cpu"}, {"steps": 40, "note": "继续"}]


def test_require_names_the_file_that_is_missing_or_empty(folder: Path) -> None:
    assert weights.require(folder, weights.TENSORS, weights.CONFIG) == folder
    (folder / "tokenizer.json").touch()
    with pytest.raises(WeightsError, match=r"tokenizer\.json is empty"):
        weights.require(folder, weights.CONFIG, "tokenizer.json")
    with pytest.raises(WeightsError, match=r"vocabulary\.json cannot be read"):
        weights.require(folder, "vocabulary.json")
