"""Train the image encoder and the recogniser on true renders: `python -m training.encoder --minutes 40`.

The same script trains the judge of the evaluation, which shares nothing with them (`--judge`): another backbone,
another seed, another augmentation.
"""

import argparse
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import torch
from accelerate import Accelerator
from jaxtyping import Float
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, l1_loss
from torch.optim import AdamW

from models.image_encoder import ImageEncoder, ImageEncoderConfig, parameters
from models.recogniser import LOCAL, WHOLE, Recogniser, RecogniserConfig, Sight
from rendering.layout import lay_out
from rendering.other_artists import OTHER_ARTISTS_PACK, other_artists_atlas
from rendering.render import render
from rendering.sampling import test_scene
from rendering.sprites import atlas
from rendering.truth import Truth, truth
from training.calibration import at_centres, calibrate, facts_at_centres
from training.data_mix import note, open_folder, part_of, with_folder
from training.folder import squares
from training.loop import Task, train
from training.painted import Painted
from training.recipe import AUGMENTATIONS, NOTHING, Recipe
from training.run import WEIGHTS, Stopwatch, parse_arguments, seeded
from training.true_renders import TrueRenders
from training.weak_labels import found, weak_label_loss, weak_labels
from world.vocabulary import ACTIONS, COLOURS, OBJECTS, PLACES, STYLES, TIMES


@dataclass(frozen=True, kw_only=True)
class Tier:
    """What one run costs."""

    size: int
    batch: int
    learning_rate: float = 1.5e-3
    pretrained_rate: float = 0.4  # of the learning rate, for the weights that come from ImageNet


TIERS = {"cpu": Tier(size=240, batch=24), "gpu": Tier(size=240, batch=256)}
SHARP = 128  # pixels a side of the sprites that half of the scenes are drawn with; the others' are half as large
MULTIPLE = 48  # of which sizes are: a mosaic's side divides them, and so do the encoder's strides
JUDGE = 500_009  # added to the judge's dice, so that they are its own whatever the seed
HELD_OUT = 128  # scenes that training is measured on as it goes


def recogniser_config(dropout: float = 0.1) -> RecogniserConfig:
    return RecogniserConfig(
        dropout=dropout,
        objects=len(OBJECTS),
        colours=len(COLOURS),
        actions=len(ACTIONS) + 1,
        places=len(PLACES) + 1,
        times=len(TIMES),
        styles=len(STYLES),
    )


def centre_target(shown: Truth, count: int, side: int) -> Float[Tensor, "b h w"]:
    """A bump of height 1 at every centre, as wide as the thing is large (Zhou et al. 2019)."""
    axis = (torch.arange(side, device=shown.centre.device) + 0.5) / side
    column, row = (shown.centre * side).long().clamp(0, side - 1).unbind(1)
    dx = axis.view(1, 1, -1) - axis[column].view(-1, 1, 1)
    dy = axis.view(1, -1, 1) - axis[row].view(-1, 1, 1)
    bump = torch.exp(-(dx.square() + dy.square()) / (2 * (shown.scale.view(-1, 1, 1) / 9).square()))
    target = torch.zeros(count, side, side, device=axis.device)
    index = shown.owner.view(-1, 1, 1).expand_as(bump)
    return target.scatter_reduce(0, index, bump, "amax")


def centre_loss(logit: Tensor, target: Tensor) -> Tensor:
    """Focal loss on centres, softer near them, per thing (Zhou et al. 2019, equation 1)."""
    logit = logit.float()
    is_centre = target > 0.999
    probability = logit.sigmoid()
    hit = (1 - probability).square() * nn.functional.logsigmoid(logit)
    miss = (1 - target).pow(4) * probability.square() * nn.functional.logsigmoid(-logit)
    return -torch.where(is_centre, hit, miss).sum() / is_centre.sum().clamp_min(1)


def losses(sight: Sight, shown: Truth, smoothing: float) -> dict[str, Tensor]:
    """One loss a fact; facts of things are read in the cell of their centre."""
    count, side = sight.centre.shape[0], sight.centre.shape[-1]
    facts = {
        name: cross_entropy(logit, true, label_smoothing=smoothing)
        for name, (logit, true) in zip((*LOCAL, *WHOLE), facts_at_centres(sight, shown), strict=True)
    }
    centre = centre_loss(sight.centre, centre_target(shown, count, side))
    scale = l1_loss(at_centres(sight.scale, shown), shown.scale.log())
    return {"centre": centre, "scale": scale, **facts}


WEIGHT = {
    "centre": 1.0,
    "scale": 0.5,
    "object": 1.0,
    "colour": 0.7,
    "action": 0.7,
    "place": 0.5,
    "time": 0.2,
    "style": 0.3,
}
PAINTED = 0.25  # of a batch are pictures by our own painter, where it is asked to paint some
WEAK = 0.3  # weight of what a folder's captions say without showing where


class Seeing(nn.Module):
    """The encoder and the recogniser as one network."""

    def __init__(self, encoder: ImageEncoder, recogniser: Recogniser):
        super().__init__()
        self.encoder, self.recogniser = encoder, recogniser

    def forward(self, pictures: Float[Tensor, "b 3 h w"]) -> Sight:
        """What is seen in pictures in [0, 1]."""
        return self.recogniser(self.encoder(pictures))


def part(sight: Sight, rows: slice) -> Sight:
    """What is seen in some of the pictures."""
    return Sight(**{name: logit[rows] for name, logit in vars(sight).items()})


@torch.no_grad()
def accuracy(network: Seeing, pictures: Tensor, shown: Truth) -> dict[str, float]:
    """Share of right facts on pictures, read at the true centres."""
    facts = zip((*LOCAL, *WHOLE), facts_at_centres(network(pictures), shown), strict=True)
    return {name: (logit.argmax(-1) == true).float().mean().item() for name, (logit, true) in facts}


def main() -> None:
    parser = with_folder(argparse.ArgumentParser(description=__doc__))
    parser.add_argument("--judge", action="store_true", help="train the judge of the evaluation instead")
    parser.add_argument("--painted", type=int, default=0, help="learn from so many pictures by our own painter, too")
    parser.add_argument("--painter", type=Path, default=WEIGHTS, help="the weights that these are painted with")
    parser.add_argument("--without", choices=NOTHING, help="leave a part of the recipe out")
    parser.add_argument("--size", type=int, help=f"pixels a side of what it looks at, a multiple of {MULTIPLE}")
    arguments = parse_arguments("judge" if "--judge" in sys.argv else "encoder", TIERS, parser)
    if arguments.judge and arguments.data:
        parser.error("the judge learns from true renders alone, so that its word stays comparable: leave out --data")
    if arguments.judge and arguments.painted:
        parser.error("the judge sees nothing that the painter drew before it judges it: leave out --painted")
    if arguments.start == WEIGHTS / "encoder":  # its parent holds the recogniser, too
        arguments.start = WEIGHTS
    if arguments.judge:
        arguments.dice += JUDGE
    tier = TIERS[arguments.tier]
    size = arguments.size or tier.size
    if size % MULTIPLE:
        near = size // MULTIPLE * MULTIPLE
        parser.error(f"--size {size} is no multiple of {MULTIPLE}; {near or MULTIPLE} and {near + MULTIPLE} are")
    left_out = {arguments.without: NOTHING[arguments.without]} if arguments.without else {}
    recipe = replace(Recipe(augmentation=AUGMENTATIONS[arguments.judge]), **left_out)
    accelerator = Accelerator(mixed_precision="bf16" if arguments.bf16 else "no")
    device = accelerator.device
    random = seeded(arguments.dice + accelerator.process_index, device)
    scenes = Random(arguments.dice * 1000 + accelerator.process_index)
    sprites, sharp = (atlas(side, arguments.sprites).to(device) for side in (64, SHARP))
    by_others = other_artists_atlas(64, arguments.sprites.with_name(OTHER_ARTISTS_PACK.name)).to(device)
    renders = TrueRenders(recipe, sprites, sharp, by_others, size, random, scenes)
    config = ImageEncoderConfig(backbone="lite1" if arguments.judge else "lite0", size=size)
    network = Seeing(ImageEncoder(config, imagenet=True), Recogniser(recogniser_config(recipe.dropout)))
    network.to(device).to(memory_format=torch.channels_last)
    pretrained, fresh = parameters(network.encoder)
    rate = tier.learning_rate
    optimizer = AdamW(
        [
            {"params": pretrained, "lr": rate * tier.pretrained_rate},
            {"params": fresh + list(network.recogniser.parameters()), "lr": rate},
        ],
        weight_decay=recipe.weight_decay,
    )
    unseen = [lay_out(test_scene(rng), rng) for rng in [Random(7)] for _ in range(HELD_OUT)]
    unseen_pictures = render(unseen, sprites, size, torch.Generator(device).manual_seed(7))
    unseen_truth = truth(unseen, device)
    folder = open_folder(arguments, str(device), accelerator.is_main_process)
    from_folder = part_of(tier.batch, folder, arguments.share)
    painted = Painted(arguments.painter, arguments.painted, size, scenes, device) if arguments.painted else None
    from_painter = round(PAINTED * tier.batch) if painted else 0
    kept = folder.validation[:HELD_OUT] if folder else ()

    def loss(network: Seeing, _: float) -> dict[str, Tensor]:
        rows = folder.draw(from_folder, scenes) if folder else []
        with torch.no_grad():
            others = [squares(rows, size).to(device)] if rows else []
            by_us, of_painted = painted.show(from_painter) if painted else (None, None)
            others += [] if by_us is None else [by_us]
            pictures, of_scenes, of_mosaics = renders.show(tier.batch - from_folder - from_painter, others)
        with accelerator.autocast():
            seen = network(pictures.contiguous(memory_format=torch.channels_last))
        number, true = len(of_scenes.place), tier.batch - from_folder - from_painter
        parts = losses(part(seen, slice(number)), of_scenes, recipe.smoothing)
        if of_mosaics is not None:
            theirs = losses(part(seen, slice(number, true)), of_mosaics, recipe.smoothing)
            parts |= {f"mosaic_{name}": value for name, value in theirs.items()}
        if of_painted is not None:
            theirs = losses(part(seen, slice(true + from_folder, None)), of_painted, recipe.smoothing)
            parts |= {f"painted_{name}": value for name, value in theirs.items()}
        parts = {name: WEIGHT[name.rpartition("_")[2]] * value for name, value in parts.items()}
        if rows:
            of_rows = part(seen, slice(true, true + from_folder))
            parts["weak"] = WEAK * weak_label_loss(of_rows, weak_labels(rows, device))
        return parts

    def measure(network: Seeing) -> dict[str, float]:
        figures = accuracy(network, unseen_pictures, unseen_truth)
        if kept:
            with torch.no_grad():
                seen = network(squares(kept, size).to(device))
            figures["folder_found"] = found(seen, weak_labels(kept, device))
        return figures

    task = Task(
        network=network,
        optimizer=optimizer,
        batch=tier.batch,
        loss=loss,
        measure=measure,
        card=lambda watch, _: card(watch, arguments.judge) + note(folder, arguments.share),
        finish=lambda network: calibrate(network.encoder, network.recogniser, sprites, Random(8)),
        parts=lambda network: {"encoder": network.encoder, "recogniser": network.recogniser},
        clip=5.0,
        rate_decay=recipe.rate_decay,
    )
    train(task, accelerator, arguments)


def card(watch: Stopwatch, judge: bool) -> str:
    role = (
        "The judge of the evaluation: it takes no part in training, guiding or ranking anything."
        if judge
        else "They rank what Tuwen draws and read what it is shown."
    )
    return f"""# Image encoder and recogniser{" of the judge" if judge else ""}

{role} Trained by `training.encoder` for {watch.steps} steps, {watch.images} pictures (half of them seen before),
{watch.seconds / 60:.0f} minutes, starting from EfficientNet-Lite's ImageNet weights. They know the illustrated world of
`rendering/` and nothing else: a photo is recognised as unlike it and given to the ImageNet classifier."""


if __name__ == "__main__":
    main()
