"""Train the upscaler: `python -m training.upscaler --minutes 20 --out weights/upscaler`.

The layer generator draws the same thing as the true drawing where facts and noise are the same, so a drawn layer of 64
pixels has a true one of 256: the upscaler learns to turn the first into the second. A quarter of what it sees are true
drawings made small, so that it serves better generators too.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import torch
from accelerate import Accelerator
from jaxtyping import Float, Int, UInt8
from torch import Tensor
from torch.nn.functional import interpolate, l1_loss
from torch.optim import Adam
from torchvision.utils import make_grid, save_image

from models import weights
from models.backbone import frozen_pyramid
from models.layer_generator import LayerGenerator, LayerGeneratorConfig
from models.upscaler import FACTOR, Upscaler, UpscalerConfig
from rendering.drawings import NOISE_DIM, draw
from rendering.sprites import DRAWABLE, LARGE_PACK, levels, shrink
from training.adversarial import feature_distance
from training.layers import colour_weights, how_often, over
from training.loop import Figures, Task, train
from training.run import WEIGHTS, Stopwatch, parse_arguments, seeded
from world.vocabulary import COLOURS, STYLES

NAME = "upscaler"
TRUE = 0.25  # share of what is enlarged that is a true drawing made small
CUT = 128  # pixels a side of the piece in which features are compared
FIXED = 12  # drawings that training is measured on as it goes


@dataclass(frozen=True, kw_only=True)
class Tier:
    batch: int
    learning_rate: float = 1e-3
    feature: float = 0.1


TIERS = {"cpu": Tier(batch=8), "gpu": Tier(batch=96)}


class Pairs:
    """Drawn layers and the true drawings, four times as large, of the same facts and noise."""

    def __init__(self, generator: LayerGenerator, sprites: UInt8[Tensor, "what style 4 s s"]):
        self.generator, self.sprites = generator, sprites
        self.often = how_often(()).to(sprites.device)
        self.allowed = colour_weights().to(sprites.device)

    @torch.no_grad()
    def make(self, count: int, random: torch.Generator) -> tuple[Float[Tensor, "b 4 s s"], Float[Tensor, "b 4 s4 s4"]]:
        """So many pairs, premultiplied RGBA in [0, 1]."""
        device = self.sprites.device
        thing = torch.multinomial(self.often, count, replacement=True, generator=random)
        style = torch.randint(len(STYLES), (count,), generator=random, device=device)
        colour = torch.multinomial(self.allowed[thing], 1, generator=random)[:, 0]
        noise = torch.randn(count, NOISE_DIM, generator=random, device=device)
        true = self.true(thing, colour, style, noise)
        drawn = self.generator(self.generator.content(thing, colour, style), noise).float()
        small = interpolate(true, size=drawn.shape[-2:], mode="bilinear", antialias=True, align_corners=False)
        is_true = torch.rand(count, 1, 1, 1, generator=random, device=device) < TRUE
        return torch.where(is_true, small, drawn), true

    def true(
        self, thing: Int[Tensor, "b"], colour: Int[Tensor, "b"], style: Int[Tensor, "b"], noise: Float[Tensor, "b z"]
    ) -> Float[Tensor, "b 4 s4 s4"]:
        """True drawings, FACTOR times as large as the generator's."""
        side = FACTOR * self.generator.config.size
        own = shrink(self.sprites[thing, style].float().div(255), side).unsqueeze(1)
        return draw(own, torch.arange(len(thing), device=thing.device), colour, torch.zeros_like(thing), noise)


def piece(layers: Tensor, random: torch.Generator) -> tuple[slice, slice]:
    """The rows and columns of a random square of CUT pixels."""
    room = layers.shape[-1] - CUT + 1
    top, left = torch.randint(room, (2,), generator=random, device=random.device).tolist()
    return slice(top, top + CUT), slice(left, left + CUT)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--layers", type=Path, default=WEIGHTS / "layers", help="the generator whose layers it enlarges"
    )
    arguments = parse_arguments(NAME, TIERS, parser, pack=LARGE_PACK)
    tier = TIERS[arguments.tier]
    accelerator = Accelerator(mixed_precision="bf16" if arguments.bf16 else "no")
    device = accelerator.device
    random = seeded(arguments.dice + accelerator.process_index, device)
    generator = weights.load(arguments.layers, LayerGenerator, LayerGeneratorConfig).to(device)
    features = frozen_pyramid().to(device).to(memory_format=torch.channels_last)
    pairs = Pairs(generator, levels(arguments.sprites).to(device))
    fixed = pairs.make(FIXED, torch.Generator(device).manual_seed(7))

    def loss(upscaler: Upscaler, _: float) -> dict[str, Tensor]:
        layer, true = pairs.make(tier.batch, random)
        with accelerator.autocast():
            large = upscaler(layer.contiguous(memory_format=torch.channels_last)).float()
        ground = torch.rand(tier.batch, 3, 1, 1, generator=random, device=device)
        rows, columns = piece(true, random)
        with torch.no_grad():
            real = features(over(true[..., rows, columns], ground))[:2]
        fake = features(over(large[..., rows, columns], ground))[:2]
        feature = torch.stack([feature_distance(f, r) for f, r in zip(fake, real, strict=True)]).mean()
        return {"pixel": l1_loss(large, true), "feature": tier.feature * feature}

    @torch.no_grad()
    def measure(upscaler: Upscaler) -> Figures:
        layer, true = fixed
        enlarged = interpolate(layer, scale_factor=float(FACTOR), mode="bilinear")
        return {"enlarged": l1_loss(enlarged, true).item(), "upscaled": l1_loss(upscaler(layer), true).item()}

    upscaler = Upscaler(UpscalerConfig()).to(device).to(memory_format=torch.channels_last)
    task = Task(
        network=upscaler,
        optimizer=Adam(upscaler.parameters(), lr=tier.learning_rate),
        batch=tier.batch,
        loss=loss,
        measure=measure,
        score=lambda figures: -figures["upscaled"],
        card=lambda watch, figures: card(watch, figures, arguments.tier),
        sheet=lambda upscaler, path: sheet(upscaler, fixed, path),
    )
    train(task, accelerator, arguments)


@torch.no_grad()
def sheet(upscaler: Upscaler, fixed: tuple[Tensor, Tensor], path: Path) -> None:
    """Enlarged, upscaled and true, one above the other."""
    layer, true = fixed
    rows = torch.cat([interpolate(layer, scale_factor=float(FACTOR), mode="bilinear"), upscaler(layer), true])
    save_image(make_grid(rows[:, :3] + 0.8 * (1 - rows[:, 3:]), nrow=len(layer), padding=1), path)


def card(watch: Stopwatch, figures: Figures, tier: str) -> str:
    before, after = (figures.get(name, float("nan")) for name in ("enlarged", "upscaled"))
    return f"""# Upscaler ({tier} tier)

Turns a drawn RGBA layer of 64 pixels into one of 256 with clean edges: what a sticker is. Trained by
`training.upscaler` for {watch.steps} steps, {watch.images} layers, {watch.seconds / 60:.0f} minutes, on drawn layers of
{len(DRAWABLE)} things and marks in {len(COLOURS)} colours beside the true drawings of the same facts and noise. Mean
absolute distance to the true drawing on {FIXED} fixed ones: {before:.4f} enlarged bilinearly, {after:.4f} upscaled.

It cannot mend a drawing that is wrong."""


if __name__ == "__main__":
    main()
