"""Every training script runs, writes weights that load back, and leaves alone what ships."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import PreTrainedTokenizerFast

from models import weights
from models.backdrop_generator import BackdropGenerator, BackdropGeneratorConfig
from models.captioner import Captioner, CaptionerConfig
from models.gate import Gate, GateConfig
from models.image_encoder import ImageEncoder, ImageEncoderConfig
from models.layer_generator import LayerGenerator, LayerGeneratorConfig
from models.matcher import Matcher, MatcherConfig
from models.planner import Planner, PlannerConfig
from models.reader import Reader, ReaderConfig
from models.recogniser import Recogniser, RecogniserConfig
from models.refiner import Refiner, RefinerConfig
from models.sketch import Sketch, SketchConfig
from models.upscaler import Upscaler, UpscalerConfig

pytest_plugins = ["tests.pack", "tests.toy"]
pytestmark = pytest.mark.slow
ROOT = Path(__file__).parent.parent
Run = Callable[..., None]

# What each script leaves in --out: folder below it, network, config.
WRITTEN: dict[str, list[tuple[str, type, type]]] = {
    "backdrop": [("", BackdropGenerator, BackdropGeneratorConfig)],
    "captioner": [("", Captioner, CaptionerConfig)],
    "encoder": [("encoder", ImageEncoder, ImageEncoderConfig), ("recogniser", Recogniser, RecogniserConfig)],
    "gate": [("", Gate, GateConfig)],
    "layers": [("", LayerGenerator, LayerGeneratorConfig)],
    "matcher": [("", Matcher, MatcherConfig)],
    "planner": [("", Planner, PlannerConfig)],
    "reader": [("", Reader, ReaderConfig)],
    "refiner": [("", Refiner, RefinerConfig)],
    "upscaler": [("", Upscaler, UpscalerConfig)],
    "sketch": [("", Sketch, SketchConfig)],
    "self_critical": [("", Captioner, CaptionerConfig)],
}
SMALL = {"encoder": ("--size", "48")}


def history(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / weights.HISTORY).read_text().splitlines()]


def shipped(script: str) -> dict[Path, tuple[int, int]]:
    """The shipped files of a script's networks, with their sizes and when they were written."""
    folders = [ROOT / "weights" / (name or script) for name, _, _ in WRITTEN[script]]
    found = sorted(path for folder in folders for path in folder.glob("*"))
    return {path: (path.stat().st_size, path.stat().st_mtime_ns) for path in found}


def test_every_script_is_tried() -> None:
    scripts = {path.stem for path in (ROOT / "training").glob("*.py") if "__main__" in path.read_text()}
    apart = {  # tried elsewhere
        *("tokenizer", "calibration", "drawable", "picture_generator", "said"),
        *("detector", "pose", "finetune", "grow", "versions", "learn", "copies"),
    }
    assert scripts == {*WRITTEN, *apart}


@pytest.mark.parametrize("script", WRITTEN)
def test_two_steps_leave_weights_that_load(script: str, run: Run, pack: Path, tmp_path: Path) -> None:
    before = shipped(script)
    where = ("--sprites", pack, "--run", tmp_path / "run", "--out", tmp_path / "out")
    start = ("--start", tmp_path / "nowhere") if script in ("backdrop", "layers", "reader", "encoder") else ()
    run(script, *where, *start, *SMALL.get(script, ()), "--steps", 2)
    assert shipped(script) == before
    for name, network, config in WRITTEN[script]:
        folder = tmp_path / "out" / name
        loaded = weights.load(folder, network, config)
        assert all(tensor.isfinite().all() for tensor in loaded.state_dict().values())
        assert (folder / weights.CARD).read_text().startswith("# ")
        (line,) = history(folder)
        assert line["images"] > 0 and line["seed"] == 0 and line["tier"] == "cpu"
        assert line["steps"] == 2


def test_a_run_goes_on_from_its_checkpoint(run: Run, pack: Path, tmp_path: Path) -> None:
    where = ("--sprites", pack, "--run", tmp_path / "run", "--out", tmp_path / "out", "--start", tmp_path / "nowhere")
    run("planner", *where, "--steps", 2, "--checkpoint-minutes", 0)
    first = weights.load(tmp_path / "out", Planner, PlannerConfig)
    run("planner", *where, "--steps", 3, "--resume", "--seed", 5)
    second = weights.load(tmp_path / "out", Planner, PlannerConfig)
    assert [(line["steps"], line["images"]) for line in history(tmp_path / "out")] == [(2, 16), (3, 24)]
    moved = [(a - b).abs().max() for a, b in zip(first.parameters(), second.parameters(), strict=True)]
    assert 0 < torch.stack(moved).max() < 0.01  # one small step away, though the seed is another


def test_a_script_is_started_from_the_shell(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "training.tokenizer", "--sentences", "200", "--pieces", "1500", "--out", tmp_path]
    done = subprocess.run(list(map(str, command)), cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    tokenizer = PreTrainedTokenizerFast.from_pretrained(tmp_path)
    assert len(tokenizer) <= 1500 and {"<zh>", "<en>"} <= set(tokenizer.get_vocab())
    pieces = tokenizer("A Black cat, 一只黑色的猫")["input_ids"]
    assert tokenizer.unk_token_id not in pieces
    assert (pieces[0], pieces[-1]) == (tokenizer.bos_token_id, tokenizer.eos_token_id)
    assert tokenizer.decode(pieces, skip_special_tokens=True).replace(" ", "") == "ablackcat,一只黑色的猫"
