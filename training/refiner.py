"""Train the refiner: `python -m training.refiner --minutes 15 --out weights/refiner`.

A true ground is painted at the size of a finished picture and made small, and the refiner learns to get it back.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import torch
from accelerate import Accelerator
from torch import Tensor
from torch.nn.functional import avg_pool2d, interpolate, l1_loss
from torch.optim import Adam
from torchvision.utils import make_grid, save_image

from models.backbone import frozen_pyramid
from models.refiner import Refiner, RefinerConfig
from training.adversarial import feature_distance
from training.grounds import backdrops
from training.loop import Figures, Task, train
from training.run import Stopwatch, parse_arguments, seeded

NAME = "refiner"
FIXED = 16  # grounds that training is measured on as it goes


@dataclass(frozen=True, kw_only=True)
class Tier:
    """What one run costs."""

    batch: int
    canvas: int = 128  # pixels a side of what the refiner is given
    learning_rate: float = 2e-3
    feature: float = 0.15


TIERS = {"cpu": Tier(batch=8), "gpu": Tier(batch=64)}


def main() -> None:
    arguments = parse_arguments(NAME, TIERS, argparse.ArgumentParser(description=__doc__))
    tier = TIERS[arguments.tier]
    accelerator = Accelerator(mixed_precision="bf16" if arguments.bf16 else "no")
    device = accelerator.device
    random = seeded(arguments.dice + accelerator.process_index, device)
    features = frozen_pyramid().to(device).to(memory_format=torch.channels_last)
    supply = backdrops(tier.batch, 2 * tier.canvas, random)
    fixed = next(backdrops(FIXED, 2 * tier.canvas, torch.Generator().manual_seed(1_000_000))).picture.to(device)
    fixed_small = avg_pool2d(fixed, 2)

    def loss(refiner: Refiner, _: float) -> dict[str, Tensor]:
        true = next(supply).picture
        small = avg_pool2d(true, 2)
        with accelerator.autocast():
            finished = refiner(small.contiguous(memory_format=torch.channels_last)).float()
        with torch.no_grad():
            real = features(true)[:2]
        feature = torch.stack(
            [feature_distance(f, r) for f, r in zip(features(finished)[:2], real, strict=True)]
        ).mean()
        return {"pixel": l1_loss(finished, true), "feature": tier.feature * feature}

    @torch.no_grad()
    def measure(refiner: Refiner) -> Figures:
        enlarged = interpolate(fixed_small, scale_factor=2.0, mode="bilinear")
        return {"enlarged": l1_loss(enlarged, fixed).item(), "refined": l1_loss(refiner(fixed_small), fixed).item()}

    refiner = Refiner(RefinerConfig()).to(device).to(memory_format=torch.channels_last)
    task = Task(
        network=refiner,
        optimizer=Adam(refiner.parameters(), lr=tier.learning_rate),
        batch=tier.batch,
        loss=loss,
        measure=measure,
        score=lambda figures: -figures["refined"],
        card=lambda watch, figures: card(watch, figures, arguments.tier),
        sheet=lambda refiner, path: sheet(refiner, fixed_small, fixed, path),
    )
    train(task, accelerator, arguments)


@torch.no_grad()
def sheet(refiner: Refiner, small: Tensor, true: Tensor, path: Path) -> None:
    """Enlarged, finished and true, one above the other."""
    rows = torch.cat([interpolate(small, scale_factor=2.0, mode="bilinear"), refiner(small), true])
    save_image(make_grid(rows.clamp(0, 1), nrow=len(small), padding=1), path)


def card(watch: Stopwatch, figures: Figures, tier: str) -> str:
    before, after = (figures.get(name, float("nan")) for name in ("enlarged", "refined"))
    return f"""# Refiner ({tier} tier)

Enlarges a painted ground to twice its side, with clean edges. Trained by `training.refiner` for {watch.steps} steps,
{watch.images} grounds, {watch.seconds / 60:.0f} minutes. Mean absolute distance to the true ground on {FIXED} fixed
ones, made small: {before:.4f} enlarged bilinearly, {after:.4f} refined.

It cannot mend a ground that is painted wrong."""


if __name__ == "__main__":
    main()
