"""Train the backdrop generator: `python -m training.backdrop --minutes 40 --out weights/backdrop`.

A backdrop is wanted for given noise, so its light and its large shapes can be compared with the true one's. What no
noise decides (stars, blades of grass, ripples) would be blurred by a comparison: it comes from grain and from a
discriminator that judges every patch on frozen ImageNet features, fine ones too (Sauer et al. 2021; Isola et al. 2017).
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import torch
from accelerate import Accelerator
from torch import Tensor
from torch.nn.functional import avg_pool2d, mse_loss
from torch.optim import Adam
from torchvision.utils import make_grid, save_image

from models.backbone import CHANNELS, frozen_pyramid
from models.backdrop_generator import BackdropGenerator, BackdropGeneratorConfig
from models.discriminator import DiscriminatorConfig
from scenes.places import NOISE_DIM, PLAIN, SHELTERED
from scenes.vocabulary import PLACES, TIMES
from training.grounds import sample_backdrops
from training.lesson import Lesson, learn
from training.loop import Stopwatch, parse_arguments, seeded
from training.rival import Rival, Shown, apart, one_wrong_fact

NAME = "backdrop"


@dataclass(frozen=True, kw_only=True)
class Tier:
    """What one run costs."""

    widths: tuple[int, ...]
    batch: int
    learning_rate: float = 1e-3
    coarse: int = 8  # pixels along a side that are compared as one
    pixel: float = 40.0
    feature: float = 0.3
    adversarial: float = 0.3


TIERS = {
    "cpu": Tier(widths=(192, 160, 128, 64, 32, 16), batch=16),
    "gpu": Tier(widths=(256, 256, 192, 128, 64, 32, 16), batch=128),
}


def sheet(generator: BackdropGenerator, path: Path, device: torch.device) -> None:
    """Two of every place in every light."""
    place = torch.arange(PLAIN + 1, device=device).repeat_interleave(2 * len(TIMES))
    time = torch.arange(len(TIMES), device=device).repeat_interleave(2).repeat(PLAIN + 1)
    config, random = generator.config, torch.Generator().manual_seed(0)
    noise, grain = (torch.randn(len(place), dim, generator=random) for dim in (config.noise_dim, config.grain_dim))
    with torch.no_grad():
        pictures = generator(generator.content(place, time), noise.to(device), grain.to(device))
    save_image(make_grid(pictures, nrow=4 * len(TIMES), padding=1), path)


def main() -> None:
    arguments = parse_arguments(NAME, TIERS, argparse.ArgumentParser(description=__doc__))
    tier = TIERS[arguments.tier]
    accelerator = Accelerator(mixed_precision="bf16" if arguments.bf16 else "no")
    device = accelerator.device
    random = seeded(arguments.dice + accelerator.process_index, device)
    config = BackdropGeneratorConfig(places=len(PLACES) + 1, times=len(TIMES), noise_dim=NOISE_DIM, widths=tier.widths)
    generator = BackdropGenerator(config).to(device).to(memory_format=torch.channels_last)
    features = frozen_pyramid().to(device).to(memory_format=torch.channels_last)
    classes = (config.places, config.times)
    rival = Rival(DiscriminatorConfig(channels=CHANNELS, classes=classes, grid=config.size // 16), accelerator)

    sheltered = torch.tensor([place.key in SHELTERED for place in PLACES] + [False], device=device)

    def loss(generator: BackdropGenerator, _: float) -> dict[str, Tensor]:
        true, place, time, noise = sample_backdrops(tier.batch, config.size, random)
        grain = torch.randn(tier.batch, config.grain_dim, generator=random, device=device)
        with accelerator.autocast():
            content = accelerator.unwrap_model(generator).content(place, time)
            drawn = generator(content, noise, grain).float()
        with torch.no_grad():
            real = features(true.contiguous(memory_format=torch.channels_last))
        fake = features(drawn.contiguous(memory_format=torch.channels_last))
        feature = torch.stack([apart(f, r) for f, r in zip(fake[2:], real[2:], strict=True)]).mean()
        facts = torch.stack([place, time], 1)
        wrong = one_wrong_fact(facts, classes, random)
        other_place = torch.stack([(place + 1) % config.places, time], 1)
        wrong = torch.where(sheltered[place][:, None], other_place, wrong)  # there, most times look the same
        return {
            "pixel": tier.pixel * mse_loss(avg_pool2d(drawn, tier.coarse), avg_pool2d(true, tier.coarse)),
            "feature": tier.feature * feature,
            "adversarial": tier.adversarial * rival.doubt(Shown(fake, real, facts, wrong)),
        }

    lesson = Lesson(
        network=generator,
        optimizer=Adam(generator.parameters(), lr=tier.learning_rate, betas=(0.0, 0.99)),
        batch=tier.batch,
        loss=loss,
        card=lambda watch, _: card(watch, arguments.tier),
        rival=rival.learn,
        sheet=lambda generator, path: sheet(generator, path, device),
        clip=5.0,
    )
    learn(lesson, accelerator, arguments)


def card(watch: Stopwatch, tier: str) -> str:
    return f"""# Backdrop generator ({tier} tier)

Paints {len(PLACES)} places and a plain ground, in five lights. Trained by `training.backdrop` for {watch.steps}
steps, {watch.images} pictures, {watch.seconds / 60:.0f} minutes on the procedural backdrops of `scenes/places.py`.

Of rain and snow it paints the light; what falls is laid over it (`scenes/weather.py`). It knows no season and no place
that is not in the vocabulary."""


if __name__ == "__main__":
    main()
