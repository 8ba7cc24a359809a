"""Fit the gate between drawings and photos: `python -m training.gate --steps 60 --out weights/gate`.

It sees true renders only, and what Tuwen itself draws if its weights are there; photos it never sees.
"""

import argparse
from dataclasses import dataclass
from random import Random

import torch
from tqdm import tqdm

from models import weights
from models.backbone import frozen_pyramid
from models.gate import Gate, GateConfig
from scenes.layout import lay_out
from scenes.render import render
from scenes.sampling import random_scene
from scenes.sprites import atlas
from training.augment import Augmentation, augment
from training.loop import Stopwatch, parse_arguments, seeded

NAME = "gate"


@dataclass(frozen=True, kw_only=True)
class Tier:
    batch: int = 64


TIERS = {"cpu": Tier(), "gpu": Tier(batch=256)}
SOFT = Augmentation(contrast=0.2, blur=0.4, noise=0.015, cutout=0.0)


@torch.no_grad()
def main() -> None:
    arguments = parse_arguments(NAME, TIERS, argparse.ArgumentParser(description=__doc__))
    tier = TIERS[arguments.tier]
    random, rng = seeded(arguments.seed, torch.device("cpu")), Random(arguments.seed)
    gate, pyramid, sprites = Gate(GateConfig()), frozen_pyramid(), atlas(64)
    watch = Stopwatch()
    rows = []
    for _ in tqdm(range(arguments.steps or 60), unit="batch"):
        plans = [lay_out(random_scene(rng), rng) for _ in range(tier.batch)]
        pictures = augment(render(plans, sprites, 128, random), SOFT, random)
        rows.append(gate.statistics(pyramid(pictures)))
        watch.step(tier.batch)
    gate.fit(torch.cat(rows), quantile=0.999, margin=1.15)
    weights.save(arguments.out, gate, gate.config, CARD.format(images=watch.images), half=False)
    weights.append_history(arguments.out, **watch.line(arguments, torch.device("cpu")))


CARD = """# Gate between drawings and photos

A Gaussian over the statistics of frozen ImageNet features of {images} true renders. What lies farther out than almost
all of them is not captioned as a drawing. It has seen no photo: a flat, plain photo may pass for a drawing, and art in
a very different hand may be taken for a photo."""


if __name__ == "__main__":
    main()
