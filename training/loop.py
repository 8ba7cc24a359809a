"""The loop that every network is trained by."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, cast

import torch
from accelerate import Accelerator
from accelerate.utils import broadcast
from torch import Tensor, nn
from torch.optim import Optimizer
from torch.utils.tensorboard import SummaryWriter
from tqdm import tqdm

from models import weights
from training.average import Average, Network
from training.progress import tell
from training.run import Stopwatch, checkpoint_due
from training.schedule import EarlyStopping, Schedule

Figures = dict[str, float]


@dataclass(frozen=True, kw_only=True)
class Task(Generic[Network]):
    """What is learnt, from what, and how far it has come."""

    network: Network
    optimizer: Optimizer
    batch: int  # pictures, texts or layouts a step
    loss: Callable[[Network, float], dict[str, Tensor]]  # parts to be summed, of a fresh batch; told the run's share
    card: Callable[[Stopwatch, Figures], str]
    measure: Callable[[Network], Figures] = lambda network: {}  # on held-out scenes
    score: Callable[[Figures], float] = lambda figures: sum(figures.values())  # of a measurement, the higher the better
    after_step: Callable[[], dict[str, Tensor]] | None = None  # the discriminator's part of it
    sheet: Callable[[Network, Path], None] | None = None  # draws samples
    finish: Callable[[Network], None] = lambda network: None  # before the network ships
    parts: Callable[[Network], dict[str, nn.Module]] = lambda network: {"": network}  # folder → what is saved there
    clip: float = 1.0
    rate_decay: bool = True  # whether the learning rate falls towards the end
    warmup: int = 100  # steps
    every: int = 200  # steps from one measurement to the next


def load(parts: dict[str, nn.Module], start: Path) -> None:
    """Take up the weights that a folder holds for each part; WeightsError where they do not fit."""
    for name, part in parts.items():
        if (start / name).exists():
            part.load_state_dict(weights.load(start / name, type(part), type(_config(part))).state_dict())


def ship(parts: dict[str, nn.Module], folder: Path, card: str) -> None:
    """Save each part in its folder."""
    for name, part in parts.items():
        weights.save(folder / name, part, _config(part), card)


def _config(part: nn.Module) -> Any:
    return cast(Any, part).config


def train(task: Task[Network], accelerator: Accelerator, arguments: argparse.Namespace) -> None:
    """Train from `--start`, with warm-up and cosine; the running average of the weights is measured and shipped.

    With `--patience`, training ends when the held-out figures have stopped rising, and the best weights are shipped.
    """
    run = arguments.run
    load(task.parts(task.network), arguments.start)
    average = Average(task.network)
    peaks = [group["lr"] for group in task.optimizer.param_groups]
    network, optimizer = accelerator.prepare(task.network, task.optimizer)
    watch = Stopwatch()
    schedule, stopping = Schedule(arguments.steps, arguments.minutes, task.warmup), EarlyStopping(arguments.patience)
    accelerator.register_for_checkpointing(average, watch, stopping)
    if arguments.resume and run.checkpoint.exists():
        accelerator.load_state(str(run.checkpoint))
    board = SummaryWriter(str(run.folder))
    progress = tqdm(initial=watch.steps, total=arguments.steps, unit="step", disable=not accelerator.is_main_process)
    figures: Figures = {}
    losses: dict[str, Tensor] = {}

    def keep(folder: Path, sheet: Path) -> None:
        accelerator.save_state(str(run.checkpoint))
        run.checkpointed(watch.steps)
        ship(task.parts(average.model), folder, task.card(watch, figures))
        if task.sheet is not None:
            task.sheet(average.model, sheet)

    def shared() -> float:
        """How far the run is by the clock of the first process, so that all end together."""
        share = torch.tensor(1.0 if stopping.over else schedule.share(watch), device=accelerator.device)
        return cast(Tensor, broadcast(share)).item()

    network.train()
    while (share := shared()) < 1:
        for group, peak in zip(optimizer.param_groups, peaks, strict=True):
            group["lr"] = peak * schedule.rate(watch.steps, share if task.rate_decay else 0.0)
        losses = task.loss(network, share)
        optimizer.zero_grad()
        accelerator.backward(torch.stack(list(losses.values())).sum())
        accelerator.clip_grad_norm_(network.parameters(), task.clip)
        optimizer.step()
        average.update(accelerator.unwrap_model(network), watch.steps)
        if task.after_step is not None:
            losses |= task.after_step()
        watch.step(task.batch * accelerator.num_processes)
        progress.update()
        tell("learning", schedule.share(watch))
        if watch.steps % 25 == 0:
            parts = {name: part.item() for name, part in losses.items()}
            _chart(board, "loss", parts, watch)
            progress.set_postfix(loss=f"{sum(parts.values()):.3f}")
        if watch.steps % task.every == 0 or schedule.share(watch) >= 1:
            figures = task.measure(average.model)
            if figures:  # a task that measures nothing ends by its steps or minutes alone
                stopping.heed(task.score(figures), average.model)
            progress.write(f"{watch.steps} { {name: round(figure, 3) for name, figure in figures.items()} }")
            _chart(board, "held-out", figures, watch)
        if checkpoint_due(watch, arguments.checkpoint_minutes) and accelerator.is_main_process:
            keep(run.weights, run.folder / f"sheet-{watch.steps:07d}.png")

    if accelerator.is_main_process:
        average.load_state_dict(stopping.best or average.state_dict())
        task.finish(average.model)
        keep(arguments.out, run.folder / "sheet.png")
        line = watch.line(arguments, accelerator.device) | {"processes": accelerator.num_processes}
        line["loss"] = {name: round(part.item(), 4) for name, part in losses.items()}  # of the last step
        line["held_out"] = {name: round(figure, 4) for name, figure in figures.items()}
        for name in task.parts(average.model):
            weights.append_history(arguments.out / name, **line)
    accelerator.end_training()


def _chart(board: SummaryWriter, group: str, figures: Figures, watch: Stopwatch) -> None:
    for name, figure in figures.items():
        board.add_scalar(f"{group}/{name}", figure, watch.steps)
