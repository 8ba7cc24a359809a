"""Decide which things the layer generator is trusted to draw: `python -m training.offer --weights weights`.

Each object is drawn in every style and some colours, alone on plain grounds; it is offered if our own recogniser (not
the judge, which scores what comes of it) names enough of its drawings. The names go into the generator's config.
"""

import argparse
from dataclasses import replace
from pathlib import Path

import torch
from jaxtyping import Float
from torch import Tensor

from img2txt.recognise import Eye
from models import weights
from models.layer_generator import LayerGenerator, LayerGeneratorConfig
from scenes.compose import compose, transforms
from scenes.drawings import NOISE_DIM
from scenes.plan import Pose
from scenes.vocabulary import COLOURS, OBJECTS, STYLES
from training.loop import WEIGHTS

ENOUGH = 0.75  # of an object's drawings are to be named
POSE = Pose(0.5, 0.5, 0.5)  # how a drawing is shown to the recogniser


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="the folder that holds layers and recogniser")
    parser.add_argument("--enough", type=float, default=ENOUGH, help="the share of drawings that are to be named")
    arguments = parser.parse_args()
    folder = arguments.weights / "layers"
    generator = weights.load(folder, LayerGenerator, LayerGeneratorConfig)
    eye = Eye(arguments.weights)
    named = {thing.key: share_named(generator, eye, number) for number, thing in enumerate(OBJECTS)}
    offered = tuple(key for key, share in named.items() if share >= arguments.enough)
    config = replace(generator.config, drawn=() if len(offered) == len(OBJECTS) else offered)
    weights.save(folder, generator, config, (folder / weights.CARD).read_text(encoding="utf-8"))
    print(f"{len(offered)} of {len(OBJECTS)} objects are drawn well enough")
    for key in sorted(set(named) - set(offered), key=lambda key: named[key]):
        print(f"    {named[key]:.2f} {key}")


@torch.no_grad()
def share_named(generator: LayerGenerator, eye: Eye, thing: int, seed: int = 0) -> float:
    """Of an object's drawings, one in each style in each of four colours, how many the recogniser names."""
    rows = torch.cartesian_prod(torch.tensor([thing]), torch.arange(0, len(COLOURS), 3), torch.arange(len(STYLES)))
    random = torch.Generator().manual_seed(seed)
    noise = torch.randn(len(rows), NOISE_DIM, generator=random)
    layers = generator(generator.content(*rows.unbind(1)), noise)
    views, _ = eye.look(alone(layers, eye.size, random))
    tops = [max(view.singles, key=lambda single: single.present, default=None) for view in views]
    return sum(int(top.object.argmax()) == thing for top in tops if top is not None) / len(tops)


def alone(layers: Float[Tensor, "n 4 s s"], size: int, random: torch.Generator) -> Float[Tensor, "n 3 size size"]:
    """Each layer on a plain, light ground of its own."""
    ground = 0.7 + 0.3 * torch.rand(len(layers), 3, 1, 1, generator=random)
    owner = torch.arange(len(layers))
    canvas = ground.expand(-1, -1, size, size).contiguous()
    return compose(canvas, layers, owner, torch.zeros_like(owner), transforms([POSE] * len(layers))).clamp(0, 1)


if __name__ == "__main__":
    main()
