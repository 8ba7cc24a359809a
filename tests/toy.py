"""Training scripts at toy size, in this process. A test file that wants them says `pytest_plugins = ["tests.toy"]`."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from accelerate.state import AcceleratorState

from training import grounds
from training.calibration import calibrate
from training.reward import Worth

ROOT = Path(__file__).parent.parent
Run = Callable[..., None]

TIER: dict[str, dict[str, Any]] = {  # of what a run costs on a CPU: the parts that are smaller here
    "backdrop": {"batch": 2, "widths": (16, 8, 8)},
    "captioner": {"batch": 4, "pictures": 8},
    "encoder": {"batch": 8},
    "gate": {"batch": 20},
    "layers": {"batch": 4, "widths": (32, 32, 16, 16, 8)},
    "matcher": {"batch": 8, "pictures": 8},
    "picture_generator": {"batch": 4, "widths": (32, 32, 16, 16, 8)},
    "planner": {"batch": 8},
    "reader": {"batch": 8},
    "refiner": {"batch": 2, "canvas": 32},
    "self_critical": {"batch": 2, "pictures": 4},
    "sketch": {"batch": 4},
    "upscaler": {"batch": 2},
}
LESS: dict[str, dict[str, Any]] = {  # what else is less
    "captioner": {"HELD_OUT": 4},
    "encoder": {"HELD_OUT": 4, "calibrate": partial(calibrate, batches=1)},
    "gate": {"SIDES": (64,)},
    "matcher": {"HELD_OUT": 4},
    "reader": {"PROMPTS": 40, "ASKED": 2},
    "refiner": {"FIXED": 2},
    "self_critical": {"HELD_OUT": 2, "Worth": partial(Worth, captions=50)},
    "sketch": {"HELD_OUT": 140},
    "upscaler": {"FIXED": 2},
}


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Run]:
    """Runs a training script with some arguments: `run("planner", "--steps", 2)`."""
    conversations = tmp_path / "conversations"
    conversations.mkdir()
    for number, line in enumerate(_some_conversations()):
        (conversations / f"{number}.jsonl").write_text(line, encoding="utf-8")

    def run(script: str, *arguments: object) -> None:
        module = import_module(f"training.{script}")
        if script in TIER:
            monkeypatch.setattr(module, "TIERS", {"cpu": replace(module.TIERS["cpu"], **TIER[script])})
        for name, value in LESS.get(script, {}).items():
            monkeypatch.setattr(module, name, value)
        if script == "reader":
            monkeypatch.setattr(module, "FOLDER", conversations)
        monkeypatch.setattr(grounds, "AT_ONCE", 1)
        monkeypatch.setattr("sys.argv", [f"training.{script}", *map(str, arguments)])
        AcceleratorState._reset_state(reset_partial_state=True)
        module.main()

    yield run
    AcceleratorState._reset_state(reset_partial_state=True)


def _some_conversations() -> list[str]:
    """Ten of each file of those that ship."""
    files = sorted((ROOT / "training" / "conversations").glob("*.jsonl"))
    return ["\n".join(file.read_text(encoding="utf-8").splitlines()[:10]) for file in files]
