"""Learning anew for every fold of the pictures, and from all of them: each a run that goes on where it was stopped."""

import argparse
import shutil
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import TypeVar

import torch
from accelerate import Accelerator
from torch import nn
from torch.optim import AdamW

from models import weights
from training.loop import Task, train
from training.run import Run

FOLDS = 4
CHECKPOINT_MINUTES = 1.0

Network = TypeVar("Network", bound=nn.Module)


def folds(pictures: Sequence[str], seed: int, count: int) -> list[int]:
    """For each row the fold of its picture; what is of one picture is in one fold."""
    numbers: dict[str, int] = {}
    owner = [numbers.setdefault(picture, len(numbers)) for picture in pictures]
    order = torch.randperm(len(numbers), generator=torch.Generator().manual_seed(seed))
    return [int(order[number]) % count for number in owner]


def taught(
    fresh: Callable[[], Network],
    loss: Callable[[Network, float], dict[str, torch.Tensor]],
    run: Path,
    *,
    batch: int,
    steps: int,
    rate: float,
    seed: int = 0,
) -> Network:
    """A network that begins as `fresh` and learns for so many steps; `run` holds its checkpoint, then its weights."""
    made, network = Run(run), fresh()
    config = network.config
    if made.steps >= steps and (run / "weights").is_dir():
        return weights.load(run / "weights", type(network), type(config))
    accelerator = Accelerator(mixed_precision="no")
    task = Task(
        network=network,
        optimizer=AdamW((each for each in network.parameters() if each.requires_grad), lr=rate, weight_decay=0.0),
        batch=batch,
        loss=loss,
        card=lambda watch, figures: "While it learns from corrections.",
        warmup=min(20, steps),
        every=10**9,
    )
    made.folder.mkdir(parents=True, exist_ok=True)
    how = {"run": made, "start": run / "none", "out": run / "weights", "tier": "cpu"}
    clock = {"minutes": None, "patience": None, "checkpoint_minutes": CHECKPOINT_MINUTES}
    with redirect_stdout(sys.stderr):  # how it goes is told there, what comes of it here
        train(task, accelerator, argparse.Namespace(**how, **clock, steps=steps, resume=True, seed=seed))
    shutil.rmtree(made.checkpoint, ignore_errors=True)
    return weights.load(run / "weights", type(network), type(config))
