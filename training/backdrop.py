"""Train the backdrop generator: `python -m training.backdrop --minutes 40 --out weights/backdrop`.

It paints over the sketch that ships (`training.sketch`). Noise decides the light and large shapes of a true backdrop,
so that they can be compared with it, in large squares and, weighing less, in small ones. What no noise decides (stars,
blades of grass) would be blurred by a comparison: it comes from grain and from a discriminator that judges every patch
on frozen ImageNet features, fine ones too (Sauer et al. 2021; Isola et al. 2017).
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

from models import weights
from models.backbone import CHANNELS, frozen_pyramid
from models.backdrop_generator import BackdropGenerator, BackdropGeneratorConfig
from models.discriminator import DiscriminatorConfig
from models.sketch import Sketch, SketchConfig
from rendering.places import NO_PLACE, SHELTERED, standing
from training.adversarial import Adversary, Contest, feature_distance, one_wrong_fact
from training.grounds import backdrops
from training.loop import Task, train
from training.run import WEIGHTS, Stopwatch, parse_arguments, seeded
from world.vocabulary import PLACES, TIMES

NAME = "backdrop"


@dataclass(frozen=True, kw_only=True)
class Tier:
    """What one run costs."""

    widths: tuple[int, ...]
    batch: int
    learning_rate: float = 1e-3
    squares: tuple[tuple[int, float], ...] = ((8, 40.0), (2, 10.0))  # pixels a side compared as one, and the weight
    feature: float = 0.3
    adversarial: float = 0.3


TIERS = {
    "cpu": Tier(widths=(64, 32, 16), batch=16),
    "gpu": Tier(widths=(128, 96, 48, 24), batch=128),
}


def sheet(sketch: Sketch, generator: BackdropGenerator, path: Path, device: torch.device) -> None:
    """Two of every place in every light."""
    place = torch.arange(NO_PLACE + 1, device=device).repeat_interleave(2 * len(TIMES))
    time = torch.arange(len(TIMES), device=device).repeat_interleave(2).repeat(NO_PLACE + 1)
    config, random = generator.config, torch.Generator().manual_seed(0)
    noise, grain = (
        torch.randn(len(place), dim, generator=random).to(device) for dim in (config.noise_dim, config.grain_dim)
    )
    with torch.no_grad():
        pictures = generator(sketch(place, time, noise, standing(place, noise)), place, time, noise, grain)
    save_image(make_grid(pictures, nrow=4 * len(TIMES), padding=1), path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sketch", type=Path, default=WEIGHTS / "sketch", help="what it paints over (default: ships)")
    arguments = parse_arguments(NAME, TIERS, parser)
    tier = TIERS[arguments.tier]
    accelerator = Accelerator(mixed_precision="bf16" if arguments.bf16 else "no")
    device = accelerator.device
    random = seeded(arguments.dice + accelerator.process_index, device)
    sketch = weights.load(arguments.sketch, Sketch, SketchConfig).to(device).to(memory_format=torch.channels_last)
    config = BackdropGeneratorConfig(
        places=sketch.config.places,
        times=sketch.config.times,
        noise_dim=sketch.config.noise_dim,
        sketch_width=sketch.config.features,
        sketch_size=sketch.config.size,
        widths=tier.widths,
    )
    supply = backdrops(tier.batch, config.size, random)
    generator = BackdropGenerator(config).to(device).to(memory_format=torch.channels_last)
    features = frozen_pyramid().to(device).to(memory_format=torch.channels_last)
    classes = (config.places, config.times)
    adversary = Adversary(DiscriminatorConfig(channels=CHANNELS, classes=classes, grid=config.size // 16), accelerator)

    sheltered = torch.tensor([place.key in SHELTERED for place in PLACES] + [False], device=device)

    def loss(generator: BackdropGenerator, _: float) -> dict[str, Tensor]:
        true = next(supply)
        place, time = true.place, true.time
        grain = torch.randn(tier.batch, config.grain_dim, generator=random, device=device)
        with accelerator.autocast():
            with torch.no_grad():
                sketched = sketch(*true.facts)
            drawn = generator(sketched, place, time, true.noise, grain).float()
        with torch.no_grad():
            real = features(true.picture.contiguous(memory_format=torch.channels_last))
        fake = features(drawn.contiguous(memory_format=torch.channels_last))
        feature = torch.stack([feature_distance(f, r) for f, r in zip(fake[2:], real[2:], strict=True)]).mean()
        facts = torch.stack([place, time], 1)
        wrong = one_wrong_fact(facts, classes, random)
        other_place = torch.stack([(place + 1) % config.places, time], 1)
        wrong = torch.where(sheltered[place][:, None], other_place, wrong)  # there, most times look the same
        return {
            **{
                f"pixel_{side}": weight * mse_loss(avg_pool2d(drawn, side), avg_pool2d(true.picture, side))
                for side, weight in tier.squares
            },
            "feature": tier.feature * feature,
            "adversarial": tier.adversarial * adversary.generator_loss(Contest(fake, real, facts, wrong)),
        }

    task = Task(
        network=generator,
        optimizer=Adam(generator.parameters(), lr=tier.learning_rate, betas=(0.0, 0.99)),
        batch=tier.batch,
        loss=loss,
        card=lambda watch, _: card(watch, arguments.tier),
        after_step=adversary.step,
        sheet=lambda generator, path: sheet(sketch, generator, path, device),
        clip=5.0,
    )
    train(task, accelerator, arguments)


def card(watch: Stopwatch, tier: str) -> str:
    return f"""# Backdrop generator ({tier} tier)

Paints {len(PLACES)} places and a plain ground, in five lights. Trained by `training.backdrop` for {watch.steps}
steps, {watch.images} pictures, {watch.seconds / 60:.0f} minutes on the procedural backdrops of `rendering/places.py`.

Of rain and snow it paints the light; what falls is laid over it (`rendering/weather.py`). It knows no season, no place
that is not in the vocabulary."""


if __name__ == "__main__":
    main()
