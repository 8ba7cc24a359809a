"""Fit the gate between drawings and photos: `python -m training.gate --steps 60 --out weights/gate`.

It sees true renders of scenes as Tuwen finishes them, and single drawings large on plain grounds; photos it never sees.
"""

import argparse
from dataclasses import dataclass
from random import Random

import torch
from torch import Tensor
from torch.nn.functional import interpolate, pad
from tqdm import tqdm

from img2txt.recognise import fitted
from models import weights
from models.backbone import frozen_pyramid
from models.gate import Gate, GateConfig
from rendering.compose import alpha_over
from rendering.drawings import sample_drawings
from rendering.layout import lay_out
from rendering.render import render
from rendering.sampling import random_scene
from rendering.sprites import atlas
from training.augment import Augmentation, augment
from training.run import Stopwatch, parse_arguments, seeded
from training.schedule import Schedule
from world.vocabulary import COLOURS

NAME = "gate"


@dataclass(frozen=True, kw_only=True)
class Tier:
    batch: int = 64


TIERS = {"cpu": Tier(), "gpu": Tier(batch=256)}
SIDES = (128, 192, 256)  # pixels of the pictures that are reduced to what the gate looks at
SOFT = Augmentation(contrast=0.2, blur=0.4, noise=0.015, cutout=0.0)


def singles(sprites: Tensor, count: int, random: torch.Generator, rng: Random) -> Tensor:
    """Single drawings of one size in the middle of plain grounds, half of them white: [b 3 128 128]."""
    layers = sample_drawings(sprites, torch.ones(len(sprites), len(COLOURS)), count, random).layer
    side = rng.choice((128, 112, 96, 80, 64))
    edge = (128 - side) // 2
    layers = pad(interpolate(layers, size=(side, side), mode="area"), (edge, edge, edge, edge))
    ground = torch.rand(count, 3, 1, 1, generator=random)
    ground[::2] = 1
    return alpha_over(layers, ground.expand(-1, -1, 128, 128))


@torch.no_grad()
def main() -> None:
    arguments = parse_arguments(NAME, TIERS, argparse.ArgumentParser(description=__doc__))
    tier = TIERS[arguments.tier]
    random, rng = seeded(arguments.seed, torch.device("cpu")), Random(arguments.seed)
    gate, pyramid = Gate(GateConfig()), frozen_pyramid()
    sprites, large = atlas(64, arguments.sprites), atlas(128, arguments.sprites)
    watch = Stopwatch()
    rows = []
    schedule = Schedule(arguments.steps, arguments.minutes)
    progress = tqdm(total=arguments.steps, unit="batch")
    while schedule.share(watch) < 1:
        plans = [lay_out(random_scene(rng), rng) for _ in range(tier.batch)]
        scenes = fitted(render(plans, sprites, rng.choice(SIDES), random, finished=True), 128)
        for pictures in (scenes, singles(large, tier.batch, random, rng)):
            rows.append(gate.statistics(pyramid(augment(pictures, SOFT, random))))
        watch.step(2 * tier.batch)
        progress.update()
    gate.fit(torch.cat(rows), quantile=0.995, margin=1.1)
    weights.save(arguments.out, gate, gate.config, CARD.format(images=watch.images), half=False)
    weights.append_history(arguments.out, **watch.line(arguments, torch.device("cpu")))


CARD = """# Gate between drawings and photos

A Gaussian over the statistics of frozen ImageNet features of {images} true renders. What lies farther out than almost
all of them is not captioned as a drawing. It has seen no photo: a flat, plain photo may pass for a drawing, and art in
a very different hand may be taken for a photo."""


if __name__ == "__main__":
    main()
