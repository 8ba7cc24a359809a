"""Train the image encoder and the recogniser on true renders: `python -m training.encoder --minutes 40`.

The same script trains the judge of the evaluation, which shares nothing with them (`--judge`): another backbone,
another seed, another augmentation.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path
from random import Random

import torch
from accelerate import Accelerator
from jaxtyping import Float
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from torch.utils.tensorboard import SummaryWriter
from tqdm import tqdm

from models import weights
from models.image_encoder import ImageEncoder, ImageEncoderConfig, parameters
from models.recogniser import Recogniser, RecogniserConfig, Sight
from scenes.layout import lay_out
from scenes.render import render
from scenes.sampling import test_scene, training_scene
from scenes.sprites import atlas
from scenes.truth import Truth, truth
from scenes.vocabulary import ACTIONS, COLOURS, OBJECTS, PLACES, SIZES, STYLES, TIMES
from training.augment import Augmentation, augment
from training.calibration import calibrate
from training.loop import WEIGHTS, Average, Schedule, Stopwatch, checkpoint_due, parse_arguments, seeded


@dataclass(frozen=True, kw_only=True)
class Tier:
    """What one run costs."""

    size: int
    batch: int
    learning_rate: float = 1.5e-3
    pretrained_rate: float = 0.4  # of the learning rate, for the weights that come from ImageNet


TIERS = {"cpu": Tier(size=128, batch=32), "gpu": Tier(size=128, batch=256)}
SMOOTHING = 0.05  # of the labels, so that probabilities stay honest
AUGMENTATIONS = {False: Augmentation(), True: Augmentation(cutout=0.0, blur=0.5, contrast=0.25, noise=0.04)}


def recogniser_config() -> RecogniserConfig:
    return RecogniserConfig(
        objects=len(OBJECTS),
        colours=len(COLOURS),
        actions=len(ACTIONS) + 1,
        sizes=len(SIZES) + 1,
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


def losses(sight: Sight, shown: Truth) -> dict[str, Tensor]:
    """One loss a fact; facts of things are read in the cell of their centre."""
    count, side = sight.centre.shape[0], sight.centre.shape[-1]
    column, row = (shown.centre * side).long().clamp(0, side - 1).unbind(1)
    local = {
        name: cross_entropy(
            getattr(sight, name)[shown.owner, row, column].float(),
            getattr(shown, name),
            label_smoothing=SMOOTHING,
        )
        for name in ("object", "colour", "action", "size")
    }
    whole = {
        name: cross_entropy(getattr(sight, name).float(), getattr(shown, name), label_smoothing=SMOOTHING)
        for name in ("place", "time", "style")
    }
    return {"centre": centre_loss(sight.centre, centre_target(shown, count, side)), **local, **whole}


WEIGHT = {
    "centre": 1.0,
    "object": 1.0,
    "colour": 0.7,
    "action": 0.7,
    "size": 0.3,
    "place": 0.5,
    "time": 0.2,
    "style": 0.3,
}


class Seeing(nn.Module):
    """The encoder and the recogniser as one network."""

    def __init__(self, encoder: ImageEncoder, recogniser: Recogniser):
        super().__init__()
        self.encoder, self.recogniser = encoder, recogniser

    def forward(self, pictures: Float[Tensor, "b 3 h w"]) -> Sight:
        """What is seen in pictures in [0, 1]."""
        return self.recogniser(self.encoder(pictures))


@torch.no_grad()
def accuracy(network: Seeing, pictures: Tensor, shown: Truth) -> dict[str, float]:
    """Share of right facts on pictures, read at the true centres."""
    sight = network(pictures)
    side = sight.centre.shape[-1]
    column, row = (shown.centre * side).long().clamp(0, side - 1).unbind(1)
    local = {n: getattr(sight, n)[shown.owner, row, column].argmax(-1) for n in ("object", "colour", "action", "size")}
    whole = {n: getattr(sight, n).argmax(-1) for n in ("place", "time", "style")}
    return {n: (got == getattr(shown, n)).float().mean().item() for n, got in {**local, **whole}.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--judge", action="store_true", help="train the judge of the evaluation instead")
    arguments = parse_arguments("encoder", TIERS, parser)
    if arguments.start == WEIGHTS / "encoder":  # the folder that holds both
        arguments.start = WEIGHTS / "judge" if arguments.judge else WEIGHTS
    tier, run = TIERS[arguments.tier], arguments.run
    accelerator = Accelerator(mixed_precision="bf16" if arguments.bf16 else "no")
    device = accelerator.device
    random = seeded(arguments.seed + accelerator.process_index, device)
    scenes = Random(arguments.seed * 1000 + accelerator.process_index)

    encoder_config = ImageEncoderConfig(backbone="lite1" if arguments.judge else "lite0", size=tier.size)
    network = Seeing(ImageEncoder(encoder_config, imagenet=True), Recogniser(recogniser_config()))
    if (arguments.start / "encoder").exists():
        encoder = weights.load(arguments.start / "encoder", ImageEncoder, ImageEncoderConfig)
        recogniser = weights.load(arguments.start / "recogniser", Recogniser, RecogniserConfig)
        network = Seeing(encoder, recogniser)
    network.to(device).to(memory_format=torch.channels_last)
    average = Average(network)
    pretrained, fresh = parameters(network.encoder)
    rate = tier.learning_rate
    optimizer = torch.optim.AdamW(
        [
            {"params": pretrained, "lr": rate * tier.pretrained_rate},
            {"params": fresh + list(network.recogniser.parameters()), "lr": rate},
        ],
        weight_decay=0.02,
    )
    peaks = [group["lr"] for group in optimizer.param_groups]
    network, optimizer = accelerator.prepare(network, optimizer)
    watch = Stopwatch()
    accelerator.register_for_checkpointing(average, watch)
    if arguments.resume and run.checkpoint.exists():
        accelerator.load_state(str(run.checkpoint))

    sprites = atlas(64, arguments.sprites).to(device)
    held_out = [lay_out(test_scene(rng), rng) for rng in [Random(7)] for _ in range(128)]
    held_out_pictures = render(held_out, sprites, tier.size, torch.Generator(device).manual_seed(7))
    held_out_truth = truth(held_out, device)
    schedule = Schedule(arguments.steps, arguments.minutes, warmup=100)
    board = SummaryWriter(str(run.folder))
    progress = tqdm(initial=watch.steps, total=arguments.steps, unit="step", disable=not accelerator.is_main_process)
    figures: dict[str, float] = {}

    network.train()
    while not schedule.over(watch):
        for group, peak in zip(optimizer.param_groups, peaks, strict=True):
            group["lr"] = peak * schedule.rate(watch)
        plans = [lay_out(training_scene(scenes), scenes) for _ in range(tier.batch)]
        with torch.no_grad():
            pictures = render(plans, sprites, tier.size, random)
            pictures = augment(pictures, AUGMENTATIONS[arguments.judge], random)
        with accelerator.autocast() if device.type == "cuda" else torch.enable_grad():
            seen = network(pictures.contiguous(memory_format=torch.channels_last))
        parts = losses(seen, truth(plans, device))
        loss = torch.stack([WEIGHT[name] * part for name, part in parts.items()]).sum()
        optimizer.zero_grad()
        accelerator.backward(loss)
        accelerator.clip_grad_norm_(network.parameters(), 5.0)
        optimizer.step()
        average.update(accelerator.unwrap_model(network), watch.steps)
        watch.step(tier.batch * accelerator.num_processes)
        progress.update()
        if watch.steps % 25 == 0 and accelerator.is_main_process:
            for name, part in parts.items():
                board.add_scalar(f"loss/{name}", part.item(), watch.steps)
            progress.set_postfix(loss=f"{loss.item():.3f}", object=f"{figures.get('object', 0):.3f}")
        if watch.steps % 200 == 0 or schedule.over(watch):
            average.model.eval()
            figures = accuracy(average.model, held_out_pictures, held_out_truth)
            progress.write(f"{watch.steps} { ({name: round(figure, 3) for name, figure in figures.items()}) }")
            for name, figure in figures.items():
                board.add_scalar(f"held-out/{name}", figure, watch.steps)
        if checkpoint_due(watch, arguments.checkpoint_minutes) and accelerator.is_main_process:
            accelerator.save_state(str(run.checkpoint))
            ship(run.weights, average.model, watch, arguments)

    if accelerator.is_main_process:
        accelerator.save_state(str(run.checkpoint))
        calibrate(average.model.encoder, average.model.recogniser, sprites, Random(8))
        ship(arguments.out, average.model, watch, arguments)
        line = watch.line(arguments, device)
        rounded = {name: round(figure, 4) for name, figure in figures.items()}
        for part in ("encoder", "recogniser"):
            weights.append_history(arguments.out / part, **line, held_out=rounded)
    accelerator.end_training()


def ship(folder: Path, network: Seeing, watch: Stopwatch, arguments: argparse.Namespace) -> None:
    """Save both networks side by side."""
    text = card(watch, arguments.judge)
    weights.save(folder / "encoder", network.encoder, network.encoder.config, text)
    weights.save(folder / "recogniser", network.recogniser, network.recogniser.config, text)


def card(watch: Stopwatch, judge: bool) -> str:
    role = (
        "The judge of the evaluation: it takes no part in training, guiding or ranking anything."
        if judge
        else "They rank what Tuwen draws and read what it is shown."
    )
    return f"""# Image encoder and recogniser{" of the judge" if judge else ""}

{role} Trained by `training.encoder` for {watch.steps} steps, {watch.images} true renders, {watch.seconds / 60:.0f}
minutes, starting from EfficientNet-Lite's ImageNet weights. They know the illustrated world of `scenes/` and nothing
else: a photo is recognised as unlike it and given to the ImageNet classifier."""


if __name__ == "__main__":
    main()
