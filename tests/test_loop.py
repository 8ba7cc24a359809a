"""The loop that every network is trained by: it learns, measures, ships the average, stops and goes on."""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import torch
from accelerate import Accelerator
from accelerate.state import AcceleratorState
from torch import Tensor, nn

from models import weights
from training.loop import Task, train
from training.run import Run


@dataclass(frozen=True)
class LineConfig:
    width: int = 1


class Line(nn.Module):
    """A line through the origin."""

    def __init__(self, config: LineConfig):
        super().__init__()
        self.config = config
        self.slope = nn.Parameter(torch.zeros(config.width))

    def forward(self, x: Tensor) -> Tensor:
        return self.slope * x


@pytest.fixture(autouse=True)
def one_accelerator() -> Iterator[None]:
    yield
    AcceleratorState._reset_state(reset_partial_state=True)


def arguments(folder: Path, **more: object) -> argparse.Namespace:
    """What `training.run.parse_arguments` gives."""
    run = Run(folder / "run")
    run.folder.mkdir(exist_ok=True)
    given = {"steps": 40, "minutes": None, "patience": None, "resume": False, "start": folder / "nowhere"}
    given |= {"tier": "cpu", "seed": 0, "checkpoint_minutes": 4.0, "run": run, "out": folder / "out"}
    return argparse.Namespace(**(given | more))


def task(**more: object) -> Task[Line]:
    """To find the slope of y = 2x."""
    line = Line(LineConfig())
    x = torch.linspace(-1, 1, 9)
    given: dict = {
        "network": line,
        "optimizer": torch.optim.SGD(line.parameters(), lr=0.15),
        "batch": 9,
        "loss": lambda line, _: {"square": (line(x) - 2 * x).square().mean()},
        "card": lambda watch, figures: f"# Line\n\n{watch.steps} steps, {figures}",
        "measure": lambda line: {"slope": line.slope.item()},
        "warmup": 1,
        "every": 10,
    }
    return Task(**(given | more))


def shipped(folder: Path) -> float:
    return weights.load(folder / "out", Line, LineConfig).slope.item()


def history(folder: Path) -> list[dict]:
    return [json.loads(line) for line in (folder / "out" / weights.HISTORY).read_text().splitlines()]


def test_it_learns_and_ships_the_average_with_its_card_and_history(tmp_path: Path) -> None:
    given = task()
    train(given, Accelerator(cpu=True), arguments(tmp_path))
    assert given.network.slope.item() == pytest.approx(2, abs=0.2)
    assert 1.3 < shipped(tmp_path) < given.network.slope.item()  # the average comes after
    assert (tmp_path / "out" / weights.CARD).read_text().startswith("# Line\n\n40 steps")
    (line,) = history(tmp_path)
    assert (line["steps"], line["images"], line["seed"]) == (40, 360, 0)
    assert line["held_out"]["slope"] == pytest.approx(shipped(tmp_path), abs=1e-3) and line["loss"]["square"] < 0.1


def test_a_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    train(task(), Accelerator(cpu=True), arguments(tmp_path, steps=20))
    before = shipped(tmp_path)
    train(task(), Accelerator(cpu=True), arguments(tmp_path, steps=21, resume=True))
    assert [line["steps"] for line in history(tmp_path)] == [20, 21]
    assert 0 < shipped(tmp_path) - before < 0.3


def test_a_run_begins_from_the_weights_that_there_are(tmp_path: Path) -> None:
    line = Line(LineConfig())
    nn.init.constant_(line.slope, 2.0)
    weights.save(tmp_path / "start", line, line.config, "# Line")
    train(task(), Accelerator(cpu=True), arguments(tmp_path, steps=1, start=tmp_path / "start"))
    assert shipped(tmp_path) == 2.0


def test_patience_ships_the_best_that_was_measured(tmp_path: Path) -> None:
    given = task(score=lambda figures: -abs(figures["slope"] - 1), every=1)  # the best was on the way
    train(given, Accelerator(cpu=True), arguments(tmp_path, patience=5))
    (line,) = history(tmp_path)
    assert line["steps"] < 40 and abs(shipped(tmp_path) - 1) < abs(given.network.slope.item() - 1)


def test_what_a_discriminator_does_comes_after_each_step(tmp_path: Path) -> None:
    seen: list[float] = []
    given = task()

    def after_step() -> dict[str, Tensor]:
        seen.append(given.network.slope.item())
        return {"discriminator": torch.tensor(0.5)}

    given = task(network=given.network, optimizer=given.optimizer, after_step=after_step)
    train(given, Accelerator(cpu=True), arguments(tmp_path, steps=3))
    assert len(seen) == 3 and seen == sorted(seen) and seen[0] > 0
    assert history(tmp_path)[0]["loss"]["discriminator"] == 0.5


def test_parts_ship_apart_and_what_is_left_out_does_not(tmp_path: Path) -> None:
    network = nn.ModuleDict({"ships": Line(LineConfig()), "helps": Line(LineConfig())})
    x = torch.ones(1)
    drawn: list[Path] = []
    finished: list[nn.Module] = []
    train(
        Task(
            network=network,
            optimizer=torch.optim.SGD(network.parameters(), lr=0.1),
            batch=1,
            loss=lambda both, _: {"sum": (both["ships"](x) + both["helps"](x) - 1).square().mean()},
            card=lambda watch, _: "# Two",
            parts=lambda both: {"first": both["ships"]},
            sheet=lambda _, path: drawn.append(path),
            finish=finished.append,
        ),
        Accelerator(cpu=True),
        arguments(tmp_path, steps=2),
    )
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["first"] and len(finished) == 1
    assert drawn == [tmp_path / "run" / "sheet.png"]


def test_checkpoints_hold_weights_on_the_way(tmp_path: Path) -> None:
    run = arguments(tmp_path, steps=2, checkpoint_minutes=0.0)
    train(task(), Accelerator(cpu=True), run)
    assert run.run.steps == 2 and (run.run.weights / weights.CARD).exists() and run.run.checkpoint.exists()
