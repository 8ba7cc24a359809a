"""Train the planner on rule-made layouts: `python -m training.planner --steps 3000 --out weights/planner`."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import torch
from accelerate import Accelerator
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence
from torch.optim import AdamW

from models.planner import POSE, Planner, PlannerConfig, negative_log_likelihood
from rendering.layout import lay_out
from rendering.sampling import crowded_scene, test_scene, training_scene
from rendering.singles import pose_numbers, single_facts, single_poses
from training.loop import Task, train
from training.run import Stopwatch, parse_arguments, seeded
from world.scene import Scene
from world.vocabulary import ACTIONS, OBJECTS, PLACES, RELATIONS, SIZES

NAME = "planner"


@dataclass(frozen=True, kw_only=True)
class Tier:
    batch: int
    learning_rate: float = 2e-3


TIERS = {"cpu": Tier(batch=128), "gpu": Tier(batch=512)}


def any_scene(rng: Random) -> Scene:
    """A scene of training as often as a fuller one."""
    return Scene.of(training_scene(rng)) if rng.random() < 0.5 else crowded_scene(rng)


def unseen_scene(rng: Random) -> Scene:
    return Scene.of(test_scene(rng))


def layouts(
    count: int, rng: Random, sample: Callable[[Random], Scene] = any_scene, *, device: torch.device
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Facts [b t f], poses [b t p], flips [b t] and a mask [b t] of fresh layouts."""
    plans = [lay_out(sample(rng), rng) for _ in range(count)]
    poses = [single_poses(plan) for plan in plans]
    facts = pad_sequence([torch.tensor(single_facts(plan.scene)) for plan in plans], batch_first=True)
    numbers = pad_sequence([torch.tensor([pose_numbers(p) for p in row]) for row in poses], batch_first=True)
    flips = pad_sequence([torch.tensor([float(p.flip) for p in row]) for row in poses], batch_first=True)
    mask = pad_sequence([torch.ones(len(row)) for row in poses], batch_first=True)
    return facts.to(device), numbers.to(device), flips.to(device), mask.to(device)


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
    tier = TIERS[arguments.tier]
    accelerator = Accelerator()
    device = accelerator.device
    seeded(arguments.dice, device)
    rng = Random(arguments.dice * 1000 + accelerator.process_index)
    config = PlannerConfig(
        objects=len(OBJECTS),
        actions=len(ACTIONS) + 1,
        sizes=len(SIZES) + 1,
        places=len(PLACES) + 1,
        relations=len(RELATIONS) + 1,
    )
    unseen = layouts(500, Random(7), unseen_scene, device=device)

    @torch.no_grad()
    def measure(planner: Planner) -> dict[str, float]:
        return {"nats_a_thing": loss_of(planner, unseen).item()}

    planner = Planner(config).to(device)
    task = Task(
        network=planner,
        optimizer=AdamW(planner.parameters(), lr=tier.learning_rate, weight_decay=0.01),
        batch=tier.batch,
        loss=lambda planner, _: {"nats": loss_of(planner, layouts(tier.batch, rng, device=device))},
        measure=measure,
        score=lambda figures: -figures["nats_a_thing"],
        card=card,
    )
    train(task, accelerator, arguments)


def card(watch: Stopwatch, figures: dict[str, float]) -> str:
    nats = figures.get("nats_a_thing", float("nan"))
    return f"""# Planner

Places the single things of a scene one after the other: a GRU over their facts with a mixture density over position,
size, angle and mirroring. Trained by `training.planner` for {watch.steps} steps on {watch.images} layouts made by the
rules of `rendering/layout.py`; {nats:.3f} nats a thing ({POSE} numbers and a flip) on 500 layouts of held-out
combinations.

It knows those rules' idea of composition (ground, sky, left and right, above and below) for up to eight things of four
kinds. What others hold, wear or ride is hung on them afterwards (`rendering/ties.py`), and what still covers something
else steps aside (`rendering/settle.py`)."""


if __name__ == "__main__":
    main()
