"""A run: its arguments, its folder, its clock, its seed."""

import argparse
from pathlib import Path

import pytest
import torch
from torch import nn

from training.run import Run, Stopwatch, checkpoint_due, parse_arguments, seeded


def parse(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> argparse.Namespace:
    monkeypatch.setattr("sys.argv", ["training", *arguments])
    return parse_arguments("tiny", ("cpu", "gpu"), argparse.ArgumentParser())


def test_arguments_make_the_run_s_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = parse(monkeypatch, "--steps", "3", "--run", str(tmp_path / "a" / "b"))
    assert arguments.run == Run(tmp_path / "a" / "b") and arguments.run.folder.is_dir()
    assert arguments.run.checkpoint.parent == arguments.run.weights.parent == arguments.run.folder
    assert (arguments.tier, arguments.seed, arguments.steps, arguments.minutes) == ("cpu", 0, 3, None)
    assert arguments.start == Path("weights/tiny") and arguments.out == Path("runs/tiny/weights")


def test_a_resumed_run_draws_other_data_with_the_same_seed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ("--steps", "9", "--seed", "3", "--run", str(tmp_path))
    fresh = parse(monkeypatch, *asked)
    fresh.run.checkpointed(5)
    resumed = parse(monkeypatch, *asked, "--resume")
    assert fresh.run.steps == 5 and parse(monkeypatch, *asked).dice == fresh.dice == 3
    assert resumed.dice != 3 and resumed.seed == 3


@pytest.mark.parametrize("arguments", [(), ("--steps", "1", "--tier", "toaster")])
def test_wrong_arguments_are_refused(arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SystemExit):
        parse(monkeypatch, *arguments)


def test_the_watch_counts_over_resumptions() -> None:
    watch = Stopwatch()
    watch.step(16)
    watch.step(16)
    saved = watch.state_dict()
    assert (saved["steps"], saved["images"]) == (2, 32)
    again = Stopwatch()
    again.load_state_dict({**saved, "seconds": 100.0})
    again.step(16)
    assert (again.steps, again.images) == (3, 48) and 100 <= again.seconds < 200
    line = again.line(argparse.Namespace(tier="cpu", seed=4), torch.device("cpu"))
    assert line | {"seconds": 0} == {
        "tier": "cpu",
        "seed": 4,
        "steps": 3,
        "images": 48,
        "seconds": 0,
        "device": f"cpu x{torch.get_num_threads()}",
    }


def test_checkpoints_are_due_every_so_many_minutes() -> None:
    watch = Stopwatch()
    assert not checkpoint_due(watch, 4)
    watch.checkpointed -= 241
    assert checkpoint_due(watch, 4) and not checkpoint_due(watch, 4)


def test_a_seed_decides_weights_and_data() -> None:
    def begin(seed: int) -> tuple[torch.Tensor, torch.Tensor]:
        random = seeded(seed, torch.device("cpu"))
        return nn.Linear(3, 3).weight.detach(), torch.rand(3, generator=random)

    one, same, other = begin(1), begin(1), begin(2)
    assert all(torch.equal(a, b) for a, b in zip(one, same, strict=True))
    assert not any(torch.equal(a, b) for a, b in zip(one, other, strict=True))
