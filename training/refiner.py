"""Train the refiner: `python -m training.refiner --minutes 15 --out weights/refiner`.

The layer generator draws the same thing as the true drawing where facts and noise are the same, so every scene can be
pasted together twice: from drawn layers at the canvas's size, and from true sprites at twice the size with contact
shadows under what stands on the ground. The refiner learns to turn the first into the second. Since the upscaler
enlarges layers, painting hands it the ground alone (`txt2img/paint.py`): what it learns of things is not used.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path
from random import Random

import torch
from accelerate import Accelerator
from torch import Tensor
from torch.nn.functional import interpolate, l1_loss
from torch.optim import Adam
from torchvision.utils import make_grid, save_image

from models import weights
from models.backbone import frozen_pyramid
from models.layer_generator import LayerGenerator, LayerGeneratorConfig
from models.refiner import Refiner, RefinerConfig
from scenes.compose import compose, coverage, lit
from scenes.drawings import NOISE_DIM, draw
from scenes.layout import lay_out
from scenes.places import paint_backdrops
from scenes.plan import Plan
from scenes.render import backdrop_numbers, layer_table, true_shadow
from scenes.sampling import training_scene
from scenes.shadows import below, drawn_below
from scenes.sprites import atlas
from training.lesson import Figures, Lesson, learn
from training.loop import WEIGHTS, Stopwatch, parse_arguments, seeded
from training.rival import apart

NAME = "refiner"


@dataclass(frozen=True, kw_only=True)
class Tier:
    batch: int
    canvas: int
    learning_rate: float = 2e-3
    feature: float = 0.15


TIERS = {"cpu": Tier(batch=8, canvas=128), "gpu": Tier(batch=64, canvas=128)}


@torch.no_grad()
def pair(
    plans: list[Plan], generator: LayerGenerator, sprites: Tensor, canvas: int, random: torch.Generator
) -> tuple[Tensor, Tensor, Tensor]:
    """Pasted pictures [b 3 s s], where things cover them [b 1 s s], and what they should be [b 3 2s 2s]."""
    device = sprites.device
    ground = paint_backdrops(*backdrop_numbers(plans, device), 2 * canvas, random)
    full = [below(plan) for plan in plans]
    table, whole = layer_table(plans, device), layer_table([each.plan for each in full], device)
    noise = torch.randn(len(table.thing), NOISE_DIM, generator=random, device=device)
    drawn = generator(generator.content(table.thing, table.colour, table.style), noise).float()
    drawn = lit(drawn, table.time)
    small = interpolate(ground, scale_factor=0.5, mode="area")
    pasted = compose(small, drawn, table.owner, table.depth, table.maps)
    covered = coverage(small, drawn, table.owner, table.depth, table.maps)
    own = draw(sprites, table.thing, table.colour, table.style, noise)
    true = lit(drawn_below(full, own, true_shadow(sprites)), whole.time)
    return pasted.clamp(0, 1), covered, compose(ground, true, whole.owner, whole.depth, whole.maps).clamp(0, 1)


def main() -> None:
    arguments = parse_arguments(NAME, TIERS, argparse.ArgumentParser(description=__doc__))
    tier = TIERS[arguments.tier]
    accelerator = Accelerator(mixed_precision="bf16" if arguments.bf16 else "no")
    device = accelerator.device
    random = seeded(arguments.dice + accelerator.process_index, device)
    scenes = Random(arguments.dice * 1000 + accelerator.process_index)
    generator = weights.load(WEIGHTS / "layers", LayerGenerator, LayerGeneratorConfig).to(device)
    features = frozen_pyramid().to(device).to(memory_format=torch.channels_last)
    sprites = atlas(128, arguments.sprites).to(device)

    def pairs(count: int, rng: Random, random: torch.Generator) -> tuple[Tensor, Tensor, Tensor]:
        plans = [lay_out(training_scene(rng), rng) for _ in range(count)]
        return pair(plans, generator, sprites, tier.canvas, random)

    fixed = pairs(12, Random(7), torch.Generator(device).manual_seed(7))

    def loss(refiner: Refiner, _: float) -> dict[str, Tensor]:
        pasted, covered, true = pairs(tier.batch, scenes, random)
        with accelerator.autocast():
            finished = refiner(pasted, covered).float()
        with torch.no_grad():
            real = features(true)[:2]
        feature = torch.stack([apart(f, r) for f, r in zip(features(finished)[:2], real, strict=True)]).mean()
        return {"pixel": l1_loss(finished, true), "feature": tier.feature * feature}

    @torch.no_grad()
    def measure(refiner: Refiner) -> dict[str, float]:
        pasted, covered, true = fixed
        enlarged = interpolate(pasted, scale_factor=2.0, mode="bilinear")
        return {"pasted": l1_loss(enlarged, true).item(), "refined": l1_loss(refiner(pasted, covered), true).item()}

    refiner = Refiner(RefinerConfig()).to(device).to(memory_format=torch.channels_last)
    lesson = Lesson(
        network=refiner,
        optimizer=Adam(refiner.parameters(), lr=tier.learning_rate),
        batch=tier.batch,
        loss=loss,
        measure=measure,
        score=lambda figures: -figures["refined"],
        card=lambda watch, figures: card(watch, figures, arguments.tier),
        sheet=lambda refiner, path: sheet(refiner, fixed, path),
    )
    learn(lesson, accelerator, arguments)


@torch.no_grad()
def sheet(refiner: Refiner, fixed: tuple[Tensor, Tensor, Tensor], path: Path) -> None:
    """Pasted, finished and true, one above the other."""
    pasted, covered, true = fixed
    rows = torch.cat([interpolate(pasted, scale_factor=2.0, mode="bilinear"), refiner(pasted, covered), true])
    save_image(make_grid(rows.clamp(0, 1), nrow=len(pasted), padding=1), path)


def card(watch: Stopwatch, figures: Figures, tier: str) -> str:
    before, after = (figures.get(name, float("nan")) for name in ("pasted", "refined"))
    return f"""# Refiner ({tier} tier)

Turns pasted layers into a finished picture of twice the side: cleaner edges, contact shadows. Trained by
`training.refiner` for {watch.steps} steps, {watch.images} pictures, {watch.seconds / 60:.0f} minutes. Mean absolute
distance to the true picture on twelve fixed scenes: {before:.4f} pasted and enlarged, {after:.4f} refined.

It cannot mend a drawing that is wrong."""


if __name__ == "__main__":
    main()
