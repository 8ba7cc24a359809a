"""Train the backdrop generator: `python -m training.backdrop --minutes 20 --out weights/backdrop`.

A backdrop is wanted for given noise, so it can be compared with the true one; its texture (grain, stars), which no
noise decides, comes from a discriminator on frozen ImageNet features (Sauer et al. 2021).
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
from models.backdrop_generator import BackdropGenerator, BackdropGeneratorConfig
from models.discriminator import Discriminator, DiscriminatorConfig, discriminator_loss, generator_loss
from scenes.places import NOISE_DIM, PLAIN
from scenes.vocabulary import PLACES, TIMES
from training.grounds import sample_backdrops
from training.loop import Average, Schedule, Stopwatch, checkpoint_due, parse_arguments, seeded

NAME = "backdrop"


@dataclass(frozen=True, kw_only=True)
class Tier:
    """What one run costs."""

    widths: tuple[int, ...]
    batch: int
    learning_rate: float = 1e-3
    pixel: float = 4.0
    feature: float = 1.0
    adversarial: float = 0.06


TIERS = {
    "cpu": Tier(widths=(192, 160, 128, 64, 32, 16), batch=16),
    "gpu": Tier(widths=(256, 256, 192, 128, 64, 32, 16), batch=128),
}


def sheet(generator: BackdropGenerator, path: Path, device: torch.device) -> None:
    """Four of every place by day and by night."""
    place = torch.arange(PLAIN + 1, device=device).repeat_interleave(8)
    time = torch.tensor([0, 0, 0, 0, 1, 1, 1, 1], device=device).repeat(PLAIN + 1)
    noise = torch.randn(len(place), generator.config.noise_dim, generator=torch.Generator().manual_seed(0)).to(device)
    with torch.no_grad():
        save_image(make_grid(generator(generator.content(place, time), noise), nrow=16, padding=1), path)


def main() -> None:
    arguments = parse_arguments(NAME, TIERS, argparse.ArgumentParser(description=__doc__))
    tier, run = TIERS[arguments.tier], arguments.run
    accelerator = Accelerator(mixed_precision="bf16" if arguments.bf16 else "no")
    device = accelerator.device
    random = seeded(arguments.seed + accelerator.process_index, device)

    config = BackdropGeneratorConfig(places=len(PLACES) + 1, times=len(TIMES), noise_dim=NOISE_DIM, widths=tier.widths)
    generator = BackdropGenerator(config).to(device).to(memory_format=torch.channels_last)
    judge_config = DiscriminatorConfig(channels=CHANNELS[2:], classes=(config.places, config.times))
    discriminator = Discriminator(judge_config).to(device).to(memory_format=torch.channels_last)
    if arguments.start.exists():
        known = weights.load(arguments.start, BackdropGenerator, BackdropGeneratorConfig)
        generator.load_state_dict(known.state_dict())
    average = Average(generator)
    features = frozen_pyramid().to(device).to(memory_format=torch.channels_last)
    generator_optimizer = torch.optim.Adam(generator.parameters(), lr=tier.learning_rate, betas=(0.0, 0.99))
    discriminator_optimizer = torch.optim.Adam(discriminator.parameters(), lr=2e-4, betas=(0.0, 0.99))
    generator, discriminator, generator_optimizer, discriminator_optimizer = accelerator.prepare(
        generator, discriminator, generator_optimizer, discriminator_optimizer
    )
    watch = Stopwatch()
    accelerator.register_for_checkpointing(average, watch)
    if arguments.resume and run.checkpoint.exists():
        accelerator.load_state(str(run.checkpoint))

    schedule = Schedule(arguments.steps, arguments.minutes)
    board = SummaryWriter(str(run.folder))
    progress = tqdm(initial=watch.steps, total=arguments.steps, unit="step", disable=not accelerator.is_main_process)
    figures: dict[str, Tensor] = {}
    while not schedule.over(watch):
        for group in generator_optimizer.param_groups:
            group["lr"] = tier.learning_rate * schedule.rate(watch)
        true, place, time, noise = sample_backdrops(tier.batch, config.size, random)
        facts = torch.stack([place, time], 1)
        with accelerator.autocast():
            content = accelerator.unwrap_model(generator).content(place, time)
            drawn = generator(content, noise).float()
        with torch.no_grad():
            real = features(true.contiguous(memory_format=torch.channels_last))
        fake = features(drawn.contiguous(memory_format=torch.channels_last))

        pixel = l1_loss(drawn, true)
        feature = torch.stack([_apart(f, r) for f, r in zip(fake, real, strict=True)]).mean()
        adversarial = generator_loss(discriminator(fake[2:], facts))
        loss = tier.pixel * pixel + tier.feature * feature + tier.adversarial * adversarial
        accelerator.backward(loss)
        accelerator.clip_grad_norm_(generator.parameters(), 5.0)
        generator_optimizer.step()
        generator_optimizer.zero_grad()
        average.update(accelerator.unwrap_model(generator), watch.steps)

        wrong = torch.stack([(place + 1 + place % 5) % config.places, time], 1)
        loss_d = discriminator_loss(
            discriminator(real[2:], facts),
            discriminator([f.detach() for f in fake[2:]], facts),
            discriminator(real[2:], wrong),
        )
        discriminator_optimizer.zero_grad()
        accelerator.backward(loss_d)
        discriminator_optimizer.step()
        discriminator_optimizer.zero_grad()

        watch.step(len(place) * accelerator.num_processes)
        progress.update()
        figures = {"pixel": pixel, "feature": feature, "adversarial": adversarial, "discriminator": loss_d}
        if watch.steps % 25 == 0 and accelerator.is_main_process:
            for name, figure in figures.items():
                board.add_scalar(name, figure.item(), watch.steps)
            progress.set_postfix({name: f"{figure.item():.3f}" for name, figure in figures.items()})
        if checkpoint_due(watch, arguments.checkpoint_minutes) and accelerator.is_main_process:
            accelerator.save_state(str(run.checkpoint))
            weights.save(run.weights, average.model, config, card(watch, arguments.tier))
            sheet(average.model, run.folder / f"sheet-{watch.steps:07d}.png", device)

    if accelerator.is_main_process:
        accelerator.save_state(str(run.checkpoint))
        weights.save(arguments.out, average.model, config, card(watch, arguments.tier))
        last = {name: round(figure.item(), 4) for name, figure in figures.items()}
        weights.append_history(arguments.out, **watch.line(arguments, device), **last)
        sheet(average.model, run.folder / "sheet.png", device)
    accelerator.end_training()


def _apart(fake: Tensor, real: Tensor) -> Tensor:
    """Distance of two feature maps, relative to how strong the true one is."""
    return l1_loss(fake, real) / real.abs().mean()


def card(watch: Stopwatch, tier: str) -> str:
    return f"""# Backdrop generator ({tier} tier)

Paints {len(PLACES)} places and a plain ground, by day and by night. Trained by `training.backdrop` for {watch.steps}
steps, {watch.images} pictures, {watch.seconds / 60:.0f} minutes on the procedural backdrops of `scenes/places.py`.

It knows nothing of weather, seasons or any place that is not in the vocabulary."""


if __name__ == "__main__":
    main()
