"""Train the planner on rule-made layouts: `python -m training.planner --steps 3000 --out weights/planner`."""

import argparse
from dataclasses import dataclass
from random import Random

import torch
from accelerate import Accelerator
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence
from torch.utils.tensorboard import SummaryWriter
from tqdm import tqdm

from models import weights
from models.planner import POSE, Planner, PlannerConfig, negative_log_likelihood
from scenes.layout import lay_out
from scenes.sampling import test_scene, training_scene
from scenes.singles import pose_numbers, single_facts, single_poses
from scenes.vocabulary import ACTIONS, OBJECTS, PLACES, RELATIONS, SIZES
from training.loop import Average, Schedule, Stopwatch, checkpoint_due, parse_arguments, seeded

NAME = "planner"


@dataclass(frozen=True, kw_only=True)
class Tier:
    batch: int
    learning_rate: float = 2e-3


TIERS = {"cpu": Tier(batch=128), "gpu": Tier(batch=512)}


def layouts(count: int, rng: Random, sample_scene=training_scene) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Facts [b t f], poses [b t p], flips [b t] and a mask [b t] of fresh layouts."""
    plans = [lay_out(sample_scene(rng), rng) for _ in range(count)]
    poses = [single_poses(plan) for plan in plans]
    facts = pad_sequence([torch.tensor(single_facts(plan.scene)) for plan in plans], batch_first=True)
    numbers = pad_sequence([torch.tensor([pose_numbers(p) for p in row]) for row in poses], batch_first=True)
    flips = pad_sequence([torch.tensor([float(p.flip) for p in row]) for row in poses], batch_first=True)
    mask = pad_sequence([torch.ones(len(row)) for row in poses], batch_first=True)
    return facts, numbers, flips, mask


def shifted(poses: Tensor, flips: Tensor) -> Tensor:
    """What the planner knows before each step: the pose and flip of the single before it."""
    both = torch.cat([poses, flips.unsqueeze(-1)], -1)
    return torch.cat([torch.zeros_like(both[:, :1]), both[:, :-1]], 1)


def loss_of(planner: Planner, batch: tuple[Tensor, ...]) -> Tensor:
    facts, poses, flips, mask = batch
    nll = negative_log_likelihood(planner(facts, shifted(poses, flips)), poses, flips)
    return (nll * mask).sum() / mask.sum()


def main() -> None:
    arguments = parse_arguments(NAME, TIERS, argparse.ArgumentParser(description=__doc__))
    tier, run = TIERS[arguments.tier], arguments.run
    accelerator = Accelerator()
    device = accelerator.device
    seeded(arguments.seed, device)
    rng = Random(arguments.seed * 1000 + accelerator.process_index)

    config = PlannerConfig(
        objects=len(OBJECTS),
        actions=len(ACTIONS) + 1,
        sizes=len(SIZES) + 1,
        places=len(PLACES) + 1,
        relations=len(RELATIONS) + 1,
    )
    planner = Planner(config)
    if arguments.start.exists():
        planner.load_state_dict(weights.load(arguments.start, Planner, PlannerConfig).state_dict())
    average = Average(planner.to(device))
    optimizer = torch.optim.AdamW(planner.parameters(), lr=tier.learning_rate, weight_decay=0.01)
    planner, optimizer = accelerator.prepare(planner, optimizer)
    watch = Stopwatch()
    accelerator.register_for_checkpointing(average, watch)
    if arguments.resume and run.checkpoint.exists():
        accelerator.load_state(str(run.checkpoint))

    held_out = tuple(part.to(device) for part in layouts(500, Random(7), test_scene))
    schedule = Schedule(arguments.steps, arguments.minutes)
    board = SummaryWriter(str(run.folder))
    progress = tqdm(initial=watch.steps, total=arguments.steps, unit="step", disable=not accelerator.is_main_process)
    while not schedule.over(watch):
        for group in optimizer.param_groups:
            group["lr"] = tier.learning_rate * schedule.rate(watch)
        loss = loss_of(planner, tuple(part.to(device) for part in layouts(tier.batch, rng)))
        optimizer.zero_grad()
        accelerator.backward(loss)
        accelerator.clip_grad_norm_(planner.parameters(), 1.0)
        optimizer.step()
        average.update(accelerator.unwrap_model(planner), watch.steps)
        watch.step(tier.batch * accelerator.num_processes)
        progress.update()
        if watch.steps % 50 == 0:
            board.add_scalar("loss", loss.item(), watch.steps)
            progress.set_postfix(loss=f"{loss.item():.3f}")
        if checkpoint_due(watch, arguments.checkpoint_minutes) and accelerator.is_main_process:
            accelerator.save_state(str(run.checkpoint))
            weights.save(run.weights, average.model, config, card(watch, float("nan")))

    if accelerator.is_main_process:
        accelerator.save_state(str(run.checkpoint))
        with torch.no_grad():
            figure = round(loss_of(average.model, held_out).item(), 4)
        progress.write(f"held-out negative log-likelihood {figure} nats a thing ({POSE} numbers and a flip)")
        weights.save(arguments.out, average.model, config, card(watch, figure))
        weights.append_history(arguments.out, **watch.line(arguments, device), held_out_nll=figure)
    accelerator.end_training()


def card(watch: Stopwatch, figure: float) -> str:
    return f"""# Planner

Places the single things of a scene one after the other: a GRU over their facts with a mixture density over position,
size, angle and mirroring. Trained by `training.planner` for {watch.steps} steps on {watch.images} layouts made by the
rules of `scenes/layout.py`; {figure} nats a thing on 500 layouts of held-out combinations.

It knows those rules' idea of composition (ground, sky, left and right, above and below), not more than three of a kind
or two kinds, and nothing of overlap beyond what the rules show."""


if __name__ == "__main__":
    main()
