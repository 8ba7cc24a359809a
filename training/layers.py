"""Train the layer generator: `python -m training.layers --tier cpu --minutes 60 --out weights/layers`.

A drawing is wanted for given facts and noise, so it can be compared with the true one (L1, and the distance in frozen
ImageNet features); an adversarial loss on the same features sharpens what those two leave blurred.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from accelerate import Accelerator
from torch import Tensor
from torch.nn.functional import l1_loss
from torch.optim import Adam
from torchvision.utils import make_grid, save_image
from tqdm import tqdm

from models import weights
from models.backbone import CHANNELS, frozen_pyramid
from models.discriminator import DiscriminatorConfig
from models.layer_generator import Activation, LayerGenerator, LayerGeneratorConfig
from rendering.drawings import NOISE_DIM, Drawings, draw, sample_drawings
from rendering.sprites import DRAWABLE, atlas
from training.adversarial import Adversary, Contest, feature_distance, one_wrong_fact
from training.cutouts import CutOuts, cut_outs, joined
from training.data_mix import note, open_folder, part_of, with_folder
from training.folder import Folder, FolderError
from training.loop import Task, train
from training.run import Stopwatch, parse_arguments, seeded
from world.heldout import held_out_pairs
from world.vocabulary import COLOURS, NATURAL, OBJECTS, STYLES, index

NAME = "layers"
NOT_YET_OFTEN = 3.0  # how often a thing that is not offered yet is drawn beside one that is
MARKS_OFTEN = 2.0  # how often a comic mark is: every action needs one, whatever the thing


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
    "gpu": Tier(widths=(272, 256, 176, 112, 72, 40), batch=256),
}


def colour_weights() -> Tensor:
    """How often each thing is painted in each colour: [what colour]; held-out pairs and painted marks never."""
    allowed = torch.zeros(len(DRAWABLE), len(COLOURS))
    allowed[:, 0] = 3.0
    allowed[: len(OBJECTS), 1:] = 1.0
    for thing, colour in held_out_pairs("colour"):
        allowed[index("object", thing), index("colour", colour)] = 0
    return allowed


def how_often(offered: Sequence[str]) -> Tensor:
    """How often each thing and mark is drawn, given the things that are drawn well enough already: [what]."""
    often = torch.ones(len(DRAWABLE))
    often[len(OBJECTS) :] = MARKS_OFTEN
    if offered:
        often[: len(OBJECTS)] = torch.tensor([1.0 if thing.key in offered else NOT_YET_OFTEN for thing in OBJECTS])
    return often


def offered_by(folder: Path) -> tuple[str, ...]:
    """What the weights of a folder are trusted to draw; nothing where there are none."""
    return weights.load(folder, LayerGenerator, LayerGeneratorConfig).config.drawn if folder.exists() else ()


def over(layer: Tensor, ground: Tensor) -> Tensor:
    """The layer on a plain ground, so that its alpha counts in every loss."""
    return (layer[:, :3] + (1 - layer[:, 3:]) * ground).contiguous(memory_format=torch.channels_last)


def facts_of(batch: Drawings) -> Tensor:
    return torch.stack([batch.thing, batch.colour, batch.style], 1)


def sheet(generator: LayerGenerator, sprites: Tensor, path: Path) -> None:
    """48 fixed things in fixed colours and styles, each true one above the drawn one."""
    device = sprites.device
    thing = torch.linspace(0, len(DRAWABLE) - 1, 48, device=device).long()
    colour = torch.arange(48, device=device) % len(COLOURS)
    colour[thing >= len(OBJECTS)] = index("colour", NATURAL)
    style = torch.arange(48, device=device) % len(STYLES)
    noise = torch.randn(48, NOISE_DIM, generator=torch.Generator().manual_seed(0)).to(device)
    with torch.no_grad():
        drawn = generator(generator.content(thing, colour, style), noise)
    true = draw(sprites, thing, colour, style, noise)
    rows = torch.stack([true.view(3, 16, *true.shape[1:]), drawn.view(3, 16, *drawn.shape[1:])], 1).flatten(0, 2)
    save_image(make_grid(rows[:, :3] + 0.8 * (1 - rows[:, 3:]), nrow=16, padding=1), path)


def own_things(folder: Folder | None, size: int, device: torch.device) -> CutOuts | None:
    """What a folder holds that can be drawn as a layer, told of in a line."""
    if folder is None:
        return None
    try:
        own = cut_outs(folder, size, device)
    except FolderError as error:
        raise SystemExit(f"--data: {error}") from None
    tqdm.write(str(own))
    return own


def main() -> None:
    parser = with_folder(argparse.ArgumentParser(description=__doc__))
    parser.add_argument("--compile", action="store_true", help="compile the activations: half the time on a CPU")
    arguments = parse_arguments(NAME, TIERS, parser)
    tier = TIERS[arguments.tier]
    accelerator = Accelerator(mixed_precision="bf16" if arguments.bf16 else "no")
    device = accelerator.device
    random = seeded(arguments.dice + accelerator.process_index, device)
    classes = (len(DRAWABLE), len(COLOURS), len(STYLES))
    config = LayerGeneratorConfig(
        things=classes[0], colours=classes[1], styles=classes[2], noise_dim=NOISE_DIM, widths=tier.widths
    )
    generator = LayerGenerator(config).to(device).to(memory_format=torch.channels_last)
    if arguments.compile:
        for module in generator.modules():
            if isinstance(module, Activation):
                module.compile()
    features = frozen_pyramid().to(device).to(memory_format=torch.channels_last)
    adversary = Adversary(DiscriminatorConfig(channels=CHANNELS[1:], classes=classes), accelerator)
    sprites = atlas(config.size, arguments.sprites).to(device)
    allowed = colour_weights().to(device)
    often = how_often(offered_by(arguments.start)).to(device)
    folder = open_folder(arguments, str(device), accelerator.is_main_process, validation=0)
    own = own_things(folder, config.size, device)
    from_folder = part_of(tier.batch, folder, arguments.share)

    def loss(generator: LayerGenerator, share: float) -> dict[str, Tensor]:
        batch = sample_drawings(sprites, allowed, tier.batch - from_folder, random, often)
        if own is not None:
            batch = joined([batch, own.sample(allowed, from_folder, random)])
        facts = facts_of(batch)
        with accelerator.autocast():
            content = accelerator.unwrap_model(generator).content(batch.thing, batch.colour, batch.style)
            layer = generator(content, batch.noise).float()
        ground = torch.rand(tier.batch, 3, 1, 1, generator=random, device=device)
        with torch.no_grad():
            real = features(over(batch.layer, ground))
        fake = features(over(layer, ground))
        feature = torch.stack([feature_distance(f, r) for f, r in zip(fake, real, strict=True)]).mean()
        contest = Contest(fake[1:], real[1:], facts, one_wrong_fact(facts, classes, random))
        return {
            "pixel": tier.pixel * l1_loss(layer, batch.layer),
            "feature": tier.feature * feature,
            "adversarial": tier.adversarial * min(1.0, share * 3) * adversary.generator_loss(contest),
        }

    task = Task(
        network=generator,
        optimizer=Adam(generator.parameters(), lr=tier.learning_rate, betas=(0.0, 0.99)),
        batch=tier.batch,
        loss=loss,
        card=lambda watch, _: card(watch, arguments.tier) + note(folder, arguments.share, len(own.thing) if own else 0),
        after_step=adversary.step,
        sheet=lambda generator, path: sheet(generator, sprites, path),
        clip=5.0,
        warmup=200,
    )
    train(task, accelerator, arguments)


def card(watch: Stopwatch, tier: str) -> str:
    return f"""# Layer generator ({tier} tier)

Draws one thing or comic mark as an RGBA layer in canonical pose from its facts (thing, colour, style) and eight noise
numbers. Trained by `training.layers` for {watch.steps} steps, {watch.images} pictures, {watch.seconds / 60:.0f} minutes
on recoloured and gently deformed sprites of the six art sets in NOTICE. Held-out (thing, colour) pairs of
`world/heldout.json` were never shown.

It draws what its vocabulary names and nothing else; faces and thin lines blur first. It may come close to the art that
it learned from where a drawing is asked for in its natural colours: see docs/drawing.md."""


if __name__ == "__main__":
    main()
