"""Train the sketch of backdrops: `python -m training.sketch --minutes 20 --out weights/sketch`.

Noise decides the shapes of a true backdrop, so that the small picture of a sketch can be compared with the true one,
pixel by pixel. What no noise decides (grass, stars) is left to the painter, `training.backdrop`, which has to
be trained again after it, for it paints over the sketch's features.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import torch
from accelerate import Accelerator
from torch import Tensor
from torch.nn.functional import mse_loss
from torch.optim import Adam
from torchvision.utils import make_grid, save_image

from models.sketch import Sketch, SketchConfig
from rendering.places import NO_PLACE, NOISE_DIM, POINTS
from training.grounds import Backdrops, backdrops
from training.loop import Figures, Task, train
from training.run import Stopwatch, parse_arguments, seeded
from world.vocabulary import PLACES, TIMES

NAME = "sketch"
HELD_OUT = 1120  # pictures that training is measured on as it goes


@dataclass(frozen=True, kw_only=True)
class Tier:
    """What one run costs."""

    batch: int
    learning_rate: float = 2e-3
    placing: float = 0.1  # of the learning rate, for where boxes are: what lies nowhere near wanders off
    finer: int = 2  # times as large as the sketch is the true picture painted that it is held against


TIERS = {"cpu": Tier(batch=32), "gpu": Tier(batch=512)}


def unexplained(sketch: Sketch, held_out: Backdrops) -> Figures:
    """What is left of the variance of the true pictures' pixels within each place and time."""
    device = next(sketch.parameters()).device
    with torch.no_grad():
        parts = zip(*(part.split(64) for part in held_out.facts), strict=True)
        drawn = torch.cat([sketch.read(sketch(*(part.to(device) for part in few))) for few in parts])
    left = (drawn - held_out.picture.to(device)).square().mean((1, 2, 3))
    kind = held_out.place * len(TIMES) + held_out.time
    spread = torch.zeros_like(left)
    for number in kind.unique():
        rows = held_out.picture[kind == number].to(device)
        spread[kind == number] = (rows - rows.mean(0)).square().mean() * len(rows) / max(1, len(rows) - 1)
    places = [*(place.key for place in PLACES), "nowhere"]
    figures = {
        name: (left[held_out.place == number].mean() / spread[held_out.place == number].mean()).item()
        for number, name in enumerate(places)
    }
    return {"unexplained": (left.mean() / spread.mean()).item()} | figures


def sheet(sketch: Sketch, held_out: Backdrops, path: Path) -> None:
    """Three of every place at two times of day, true ones beside sketched ones."""
    device = next(sketch.parameters()).device
    rows = [
        row
        for place in range(NO_PLACE + 1)
        for time in (0, 2)
        for row in ((held_out.place == place) & (held_out.time == time)).nonzero()[:3, 0].tolist()
    ]
    with torch.no_grad():
        features = sketch(*(part[rows].to(device) for part in held_out.facts))
        both = torch.stack([held_out.picture[rows], sketch.read(features).cpu()], 1).flatten(0, 1)
    save_image(make_grid(both.repeat_interleave(3, 2).repeat_interleave(3, 3), nrow=12, padding=1), path)


def main() -> None:
    arguments = parse_arguments(NAME, TIERS, argparse.ArgumentParser(description=__doc__))
    tier = TIERS[arguments.tier]
    accelerator = Accelerator(mixed_precision="bf16" if arguments.bf16 else "no")
    device = accelerator.device
    random = seeded(arguments.dice + accelerator.process_index, device)
    config = SketchConfig(places=NO_PLACE + 1, times=len(TIMES), noise_dim=NOISE_DIM, points=POINTS)
    sketch = Sketch(config).to(device).to(memory_format=torch.channels_last)
    placing = {name for name, _ in sketch.named_parameters() if ".where." in name}
    groups = [
        {"params": [part for name, part in sketch.named_parameters() if name not in placing]},
        {"params": [sketch.get_parameter(name) for name in sorted(placing)], "lr": tier.placing * tier.learning_rate},
    ]
    supply = backdrops(tier.batch, config.size, random, tier.finer)
    held_out = next(backdrops(HELD_OUT, config.size, torch.Generator().manual_seed(1_000_000), tier.finer))

    def loss(sketch: Sketch, _: float) -> dict[str, Tensor]:
        true = next(supply)
        with accelerator.autocast():
            features = sketch(*true.facts)
        return {"pixel": mse_loss(accelerator.unwrap_model(sketch).read(features), true.picture)}

    task = Task(
        network=sketch,
        optimizer=Adam(groups, lr=tier.learning_rate, betas=(0.9, 0.99)),
        batch=tier.batch,
        loss=loss,
        card=lambda watch, _: card(watch, arguments.tier),
        measure=lambda sketch: unexplained(sketch, held_out),
        score=lambda figures: -figures["unexplained"],
        sheet=lambda sketch, path: sheet(sketch, held_out, path),
        every=1000,
    )
    train(task, accelerator, arguments)


def card(watch: Stopwatch, tier: str) -> str:
    return f"""# Sketch of backdrops ({tier} tier)

Says where everything stands in {len(PLACES)} places and on a plain ground, in five lights. Trained by `training.sketch`
for {watch.steps} steps, {watch.images} pictures, {watch.seconds / 60:.0f} minutes on the procedural backdrops of
`rendering/places.py`.

It knows no season and no place that is not in the vocabulary; `weights/backdrop` paints over it."""


if __name__ == "__main__":
    main()
