"""Train the layer generator: `python -m training.layers --tier cpu --minutes 60 --out weights/layers`.

A drawing is wanted for given facts and noise, so it can be compared with the true one (L1, and the distance in frozen
ImageNet features); an adversarial loss on the same features sharpens what those two leave blurred.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import torch
from accelerate import Accelerator
from torch import Tensor
from torch.nn.functional import l1_loss
from torch.utils.tensorboard import SummaryWriter
from torchvision.utils import make_grid, save_image
from tqdm import tqdm

from models import weights
from models.backbone import CHANNELS, frozen_pyramid
from models.discriminator import Discriminator, DiscriminatorConfig, discriminator_loss, generator_loss
from models.layer_generator import LayerGenerator, LayerGeneratorConfig
from scenes.drawings import NOISE_DIM, Drawings, draw, sample_drawings
from scenes.heldout import held_out_pairs
from scenes.sprites import DRAWABLE, atlas
from scenes.vocabulary import COLOURS, NATURAL, OBJECTS, STYLES, index
from training.loop import Average, Schedule, Stopwatch, checkpoint_due, parse_arguments, seeded

NAME = "layers"


@dataclass(frozen=True, kw_only=True)
class Tier:
    """What one run costs."""

    widths: tuple[int, ...]
    batch: int
    learning_rate: float = 1e-3
    adversarial: float = 0.03
    feature: float = 1.0
    pixel: float = 6.0


TIERS = {
    "cpu": Tier(widths=(256, 256, 160, 80, 32), batch=48),
    "gpu": Tier(widths=(384, 384, 256, 160, 96, 48), batch=256),
}


def colour_weights() -> Tensor:
    """How often each thing is painted in each colour: [what colour]; held-out pairs and painted marks never."""
    allowed = torch.zeros(len(DRAWABLE), len(COLOURS))
    allowed[:, 0] = 3.0
    allowed[: len(OBJECTS), 1:] = 1.0
    for thing, colour in held_out_pairs("colour"):
        allowed[index("object", thing), index("colour", colour)] = 0
    return allowed


def over(layer: Tensor, ground: Tensor) -> Tensor:
    """The layer on a plain ground, so that its alpha counts in every loss."""
    return (layer[:, :3] + (1 - layer[:, 3:]) * ground).contiguous(memory_format=torch.channels_last)


def facts_of(batch: Drawings) -> Tensor:
    return torch.stack([batch.thing, batch.colour, batch.style], 1)


def one_wrong_fact(facts: Tensor, classes: tuple[int, ...], random: torch.Generator) -> Tensor:
    """The same facts with one of them, chosen for each row, replaced by another value."""
    which = torch.randint(len(classes), (len(facts),), generator=random, device=facts.device)
    sizes = torch.tensor(classes, device=facts.device)[which]
    shift = 1 + (torch.rand(len(facts), generator=random, device=facts.device) * (sizes - 1)).long()
    wrong = facts.clone()
    rows = torch.arange(len(facts), device=facts.device)
    wrong[rows, which] = (facts[rows, which] + shift) % sizes
    return wrong


def sheet(generator: LayerGenerator, sprites: Tensor, path: Path) -> None:
    """48 fixed things in fixed colours and styles, each true one above the drawn one."""
    device = sprites.device
    thing = torch.arange(48, device=device) * 2
    colour = torch.arange(48, device=device) % len(COLOURS)
    colour[thing >= len(OBJECTS)] = index("colour", NATURAL)
    style = torch.arange(48, device=device) % len(STYLES)
    noise = torch.randn(48, NOISE_DIM, generator=torch.Generator().manual_seed(0)).to(device)
    with torch.no_grad():
        drawn = generator(generator.content(thing, colour, style), noise)
    true = draw(sprites, thing, colour, style, noise)
    rows = torch.stack([true.view(3, 16, *true.shape[1:]), drawn.view(3, 16, *drawn.shape[1:])], 1).flatten(0, 2)
    save_image(make_grid(rows[:, :3] + 0.8 * (1 - rows[:, 3:]), nrow=16, padding=1), path)


def main() -> None:
    arguments = parse_arguments(NAME, TIERS, argparse.ArgumentParser(description=__doc__))
    tier, run = TIERS[arguments.tier], arguments.run
    accelerator = Accelerator(mixed_precision="bf16" if arguments.bf16 else "no")
    device = accelerator.device
    random = seeded(arguments.seed + accelerator.process_index, device)

    classes = (len(DRAWABLE), len(COLOURS), len(STYLES))
    config = LayerGeneratorConfig(
        things=classes[0], colours=classes[1], styles=classes[2], noise_dim=NOISE_DIM, widths=tier.widths
    )
    generator = LayerGenerator(config).to(device).to(memory_format=torch.channels_last)
    judge_config = DiscriminatorConfig(channels=CHANNELS[1:], classes=classes)
    discriminator = Discriminator(judge_config).to(device).to(memory_format=torch.channels_last)
    if arguments.start.exists():
        generator.load_state_dict(weights.load(arguments.start, LayerGenerator, LayerGeneratorConfig).state_dict())
    average = Average(generator)
    features = frozen_pyramid().to(device).to(memory_format=torch.channels_last)
    generator_optimizer = torch.optim.Adam(generator.parameters(), lr=tier.learning_rate, betas=(0.0, 0.99))
    discriminator_optimizer = torch.optim.Adam(discriminator.parameters(), lr=2e-4, betas=(0.0, 0.99))
    generator, discriminator, generator_optimizer, discriminator_optimizer = accelerator.prepare(
        generator, discriminator, generator_optimizer, discriminator_optimizer
    )
    accelerator.register_for_checkpointing(average)
    watch = Stopwatch()
    accelerator.register_for_checkpointing(watch)
    if arguments.resume and run.checkpoint.exists():
        accelerator.load_state(str(run.checkpoint))

    sprites = atlas(config.size, arguments.sprites).to(device)
    allowed = colour_weights().to(device)
    schedule = Schedule(arguments.steps, arguments.minutes, warmup=200)
    board = SummaryWriter(str(run.folder))
    progress = tqdm(initial=watch.steps, total=arguments.steps, unit="step", disable=not accelerator.is_main_process)

    figures: dict[str, Tensor] = {}
    while not schedule.over(watch):
        share = schedule.share(watch)
        for group in generator_optimizer.param_groups:
            group["lr"] = tier.learning_rate * schedule.rate(watch)
        batch = sample_drawings(sprites, allowed, tier.batch, random)
        facts = facts_of(batch)
        with accelerator.autocast():
            content = accelerator.unwrap_model(generator).content(batch.thing, batch.colour, batch.style)
            layer = generator(content, batch.noise).float()
        ground = torch.rand(tier.batch, 3, 1, 1, generator=random, device=device)
        with torch.no_grad():
            real = features(over(batch.layer, ground))
        fake = features(over(layer, ground))

        pixel = l1_loss(layer, batch.layer)
        feature = torch.stack([l1_loss(f, r) / r.abs().mean() for f, r in zip(fake, real, strict=True)]).mean()
        adversarial = generator_loss(discriminator(fake[1:], facts))
        weight = tier.adversarial * min(1.0, share * 3)
        loss = tier.pixel * pixel + tier.feature * feature + weight * adversarial
        accelerator.backward(loss)
        accelerator.clip_grad_norm_(generator.parameters(), 5.0)
        generator_optimizer.step()
        generator_optimizer.zero_grad()
        average.update(accelerator.unwrap_model(generator), watch.steps)

        loss_d = discriminator_loss(
            discriminator(real[1:], facts),
            discriminator([f.detach() for f in fake[1:]], facts),
            discriminator(real[1:], one_wrong_fact(facts, classes, random)),
        )
        discriminator_optimizer.zero_grad()
        accelerator.backward(loss_d)
        discriminator_optimizer.step()
        discriminator_optimizer.zero_grad()

        watch.step(tier.batch * accelerator.num_processes)
        progress.update()
        figures = {"pixel": pixel, "feature": feature, "adversarial": adversarial, "discriminator": loss_d}
        if watch.steps % 50 == 0 and accelerator.is_main_process:
            for name, figure in figures.items():
                board.add_scalar(name, figure.item(), watch.steps)
            progress.set_postfix({name: f"{figure.item():.3f}" for name, figure in figures.items()})
        if checkpoint_due(watch, arguments.checkpoint_minutes) and accelerator.is_main_process:
            accelerator.save_state(str(run.checkpoint))
            weights.save(run.weights, average.model, config, card(watch, arguments.tier))
            sheet(average.model, sprites, run.folder / f"sheet-{watch.steps:07d}.png")

    if accelerator.is_main_process:
        accelerator.save_state(str(run.checkpoint))
        weights.save(arguments.out, average.model, config, card(watch, arguments.tier))
        last = {name: round(figure.item(), 4) for name, figure in figures.items()}
        weights.append_history(arguments.out, **watch.line(arguments, device), **last)
        sheet(average.model, sprites, run.folder / "sheet.png")
    accelerator.end_training()


def card(watch: Stopwatch, tier: str) -> str:
    return f"""# Layer generator ({tier} tier)

Draws one thing or comic mark as an RGBA layer in canonical pose from its facts (thing, colour, style) and eight noise
numbers. Trained by `training.layers` for {watch.steps} steps, {watch.images} pictures, {watch.seconds / 60:.0f} minutes
on recoloured and gently deformed sprites of the six art sets in NOTICE. Held-out (thing, colour) pairs of
`scenes/heldout.json` were never shown.

It draws what its vocabulary names and nothing else; faces and thin lines blur first. It may come close to the art that
it learned from where a drawing is asked for in its natural colours: see docs/drawing.md."""


if __name__ == "__main__":
    main()
