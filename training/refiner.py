"""Train the refiner: `python -m training.refiner --minutes 15 --out weights/refiner`.

The layer generator draws the same thing as the true drawing where facts and noise are the same, so every scene can be
pasted together twice: from drawn layers at the canvas's size, and from true sprites at twice the size with contact
shadows under what stands on the ground. The refiner learns to turn the first into the second.
"""

import argparse
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import torch
from accelerate import Accelerator
from torch import Tensor
from torch.nn.functional import interpolate, l1_loss
from torch.utils.tensorboard import SummaryWriter
from torchvision.utils import make_grid, save_image
from tqdm import tqdm

from models import weights
from models.backbone import frozen_pyramid
from models.layer_generator import LayerGenerator, LayerGeneratorConfig
from models.refiner import Refiner, RefinerConfig
from scenes.compose import compose, coverage, night_light
from scenes.drawings import NOISE_DIM, draw
from scenes.layout import FLOATING, lay_out
from scenes.places import paint_backdrops
from scenes.plan import Layer, Plan, Pose
from scenes.render import backdrop_numbers, layer_table
from scenes.sampling import training_scene
from scenes.sprites import MARGIN, atlas
from scenes.vocabulary import MARKS, NATURAL
from training.loop import WEIGHTS, Average, Schedule, Stopwatch, checkpoint_due, parse_arguments, seeded

NAME = "refiner"
_LIFTED = ("jumping", "flying", "swimming")


@dataclass(frozen=True, kw_only=True)
class Tier:
    batch: int
    canvas: int
    learning_rate: float = 2e-3
    feature: float = 0.15


TIERS = {"cpu": Tier(batch=8, canvas=128), "gpu": Tier(batch=64, canvas=128)}


def seated(plan: Plan) -> Plan:
    """The plan with a contact shadow under every thing that stands on the ground."""
    layers: list[Layer] = []
    for layer in plan.layers:
        if _stands(plan, layer):
            pose = layer.pose
            ground = pose.y + pose.scale * (0.5 - MARGIN)
            spread = 0.8 * pose.scale
            layers.append(
                replace(layer, what="shadow", colour=NATURAL, pose=Pose(pose.x, ground - 0.32 * spread, spread))
            )
        layers.append(layer)
    return replace(plan, layers=tuple(layers))


def _stands(plan: Plan, layer: Layer) -> bool:
    if layer.what in MARKS or layer.of is None or plan.scene.place in (*FLOATING, "sea"):
        return False
    action = plan.scene.things[layer.of].action
    low = layer.pose.y + layer.pose.scale / 2 > 0.62
    return low and action not in (*_LIFTED, "sleeping")


@torch.no_grad()
def pair(
    plans: list[Plan], generator: LayerGenerator, sprites: Tensor, canvas: int, random: torch.Generator
) -> tuple[Tensor, Tensor, Tensor]:
    """Pasted pictures [b 3 s s], where things cover them [b 1 s s], and what they should be [b 3 2s 2s]."""
    device = sprites.device
    ground = paint_backdrops(*backdrop_numbers(plans, device), 2 * canvas, random)
    full = [seated(plan) for plan in plans]
    table, whole = layer_table(plans, device), layer_table(full, device)
    both = zip(plans, full, strict=True)
    is_shadow = torch.tensor([layer not in plan.layers for plan, with_shadows in both for layer in with_shadows.layers])
    noise = torch.randn(len(table.thing), NOISE_DIM, generator=random, device=device)
    all_noise = torch.zeros(len(whole.thing), NOISE_DIM, device=device)
    all_noise[~is_shadow] = noise
    drawn = generator(generator.content(table.thing, table.colour, table.style), noise).float()
    drawn = night_light(drawn, table.night)
    small = interpolate(ground, scale_factor=0.5, mode="area")
    pasted = compose(small, drawn, table.owner, table.depth, table.maps)
    covered = coverage(small, drawn, table.owner, table.depth, table.maps)
    true = night_light(draw(sprites, whole.thing, whole.colour, whole.style, all_noise), whole.night)
    true[is_shadow] *= 0.75
    return pasted.clamp(0, 1), covered, compose(ground, true, whole.owner, whole.depth, whole.maps).clamp(0, 1)


def main() -> None:
    arguments = parse_arguments(NAME, TIERS, argparse.ArgumentParser(description=__doc__))
    tier, run = TIERS[arguments.tier], arguments.run
    accelerator = Accelerator(mixed_precision="bf16" if arguments.bf16 else "no")
    device = accelerator.device
    random = seeded(arguments.seed + accelerator.process_index, device)
    scenes = Random(arguments.seed * 1000 + accelerator.process_index)

    generator = weights.load(WEIGHTS / "layers", LayerGenerator, LayerGeneratorConfig).to(device)
    config = RefinerConfig()
    refiner = Refiner(config).to(device).to(memory_format=torch.channels_last)
    if arguments.start.exists():
        refiner.load_state_dict(weights.load(arguments.start, Refiner, RefinerConfig).state_dict())
    average = Average(refiner)
    features = frozen_pyramid().to(device).to(memory_format=torch.channels_last)
    optimizer = torch.optim.Adam(refiner.parameters(), lr=tier.learning_rate)
    refiner, optimizer = accelerator.prepare(refiner, optimizer)
    watch = Stopwatch()
    accelerator.register_for_checkpointing(average, watch)
    if arguments.resume and run.checkpoint.exists():
        accelerator.load_state(str(run.checkpoint))

    sprites = atlas(128, arguments.sprites).to(device)
    fixed_random = Random(7)
    fixed = pair(
        [lay_out(training_scene(fixed_random), fixed_random) for _ in range(12)],
        generator,
        sprites,
        tier.canvas,
        torch.Generator(device).manual_seed(7),
    )
    schedule = Schedule(arguments.steps, arguments.minutes)
    board = SummaryWriter(str(run.folder))
    progress = tqdm(initial=watch.steps, total=arguments.steps, unit="step", disable=not accelerator.is_main_process)
    pixel = torch.tensor(float("nan"))
    while not schedule.over(watch):
        for group in optimizer.param_groups:
            group["lr"] = tier.learning_rate * schedule.rate(watch)
        plans = [lay_out(training_scene(scenes), scenes) for _ in range(tier.batch)]
        pasted, covered, true = pair(plans, generator, sprites, tier.canvas, random)
        with accelerator.autocast():
            finished = refiner(pasted, covered).float()
        pixel = l1_loss(finished, true)
        with torch.no_grad():
            real = features(true)[:2]
        fake = features(finished)[:2]
        feature = torch.stack([l1_loss(f, r) / r.abs().mean() for f, r in zip(fake, real, strict=True)]).mean()
        optimizer.zero_grad()
        accelerator.backward(pixel + tier.feature * feature)
        accelerator.clip_grad_norm_(refiner.parameters(), 1.0)
        optimizer.step()
        average.update(accelerator.unwrap_model(refiner), watch.steps)
        watch.step(tier.batch * accelerator.num_processes)
        progress.update()
        if watch.steps % 25 == 0 and accelerator.is_main_process:
            board.add_scalar("pixel", pixel.item(), watch.steps)
            board.add_scalar("feature", feature.item(), watch.steps)
            progress.set_postfix(pixel=f"{pixel.item():.4f}", feature=f"{feature.item():.3f}")
        if checkpoint_due(watch, arguments.checkpoint_minutes) and accelerator.is_main_process:
            accelerator.save_state(str(run.checkpoint))
            weights.save(run.weights, average.model, config, card(watch, arguments.tier, fixed, average))
            sheet(average.model, fixed, run.folder / f"sheet-{watch.steps:07d}.png")

    if accelerator.is_main_process:
        accelerator.save_state(str(run.checkpoint))
        weights.save(arguments.out, average.model, config, card(watch, arguments.tier, fixed, average))
        weights.append_history(arguments.out, **watch.line(arguments, device), pixel=round(pixel.item(), 4))
        sheet(average.model, fixed, run.folder / "sheet.png")
    accelerator.end_training()


@torch.no_grad()
def sheet(refiner: torch.nn.Module, fixed: tuple[Tensor, Tensor, Tensor], path: Path) -> None:
    """Pasted, finished and true, one above the other."""
    pasted, covered, true = fixed
    rows = torch.cat([interpolate(pasted, scale_factor=2.0, mode="bilinear"), refiner(pasted, covered), true])
    save_image(make_grid(rows.clamp(0, 1), nrow=len(pasted), padding=1), path)


@torch.no_grad()
def card(watch: Stopwatch, tier: str, fixed: tuple[Tensor, Tensor, Tensor], average: Average) -> str:
    pasted, covered, true = fixed
    before = l1_loss(interpolate(pasted, scale_factor=2.0, mode="bilinear"), true).item()
    after = l1_loss(average.model(pasted, covered), true).item()
    return f"""# Refiner ({tier} tier)

Turns pasted layers into a finished picture of twice the side: cleaner edges, contact shadows. Trained by
`training.refiner` for {watch.steps} steps, {watch.images} pictures, {watch.seconds / 60:.0f} minutes. Mean absolute
distance to the true picture on twelve fixed scenes: {before:.4f} pasted and enlarged, {after:.4f} refined.

It cannot mend a drawing that is wrong."""


if __name__ == "__main__":
    main()
