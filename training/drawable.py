"""Decide which things the layer generator is trusted to draw: `python -m training.drawable --weights weights`.

Each object is drawn in every style and some colours, alone on plain grounds; it is offered if our own recogniser (not
the judge, which scores what comes of it) names its drawings nearly as often as the true ones of the same facts. The
names go into the generator's config.
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
from rendering.compose import compose, transforms
from rendering.drawings import NOISE_DIM, draw
from rendering.sprites import PACK, atlas
from training.run import WEIGHTS
from world.plan import Pose
from world.terminal import speak_anywhere
from world.vocabulary import COLOURS, OBJECTS, STYLES

ENOUGH = 0.75  # of what is named of an object's true drawings is to be named of the generator's
LEAST = 0.6  # of its drawings, however hard the true ones are to name
POSE = Pose(0.5, 0.5, 0.5)  # how a drawing is shown to the recogniser


def main() -> None:
    speak_anywhere()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="the folder that holds layers and recogniser")
    parser.add_argument("--enough", type=float, default=ENOUGH, help="how often as true ones its drawings are named")
    parser.add_argument("--sprites", type=Path, default=PACK)
    arguments = parser.parse_args()
    folder = arguments.weights / "layers"
    generator = weights.load(folder, LayerGenerator, LayerGeneratorConfig)
    eye = Eye(arguments.weights)
    sprites = atlas(generator.config.size, arguments.sprites)
    named = {thing.key: named_of_drawn_and_true(generator, sprites, eye, n) for n, thing in enumerate(OBJECTS)}
    offered = tuple(key for key, (drawn, true) in named.items() if drawn >= max(arguments.enough * true, LEAST))
    config = replace(generator.config, drawn=() if len(offered) == len(OBJECTS) else offered)
    weights.save(folder, generator, config, (folder / weights.CARD).read_text(encoding="utf-8"))
    print(f"{len(offered)} of {len(OBJECTS)} objects are drawn well enough")
    for key in sorted(set(named) - set(offered), key=lambda key: named[key]):
        print(f"    {key}: {named[key][0]:.2f} of its drawings are named, {named[key][1]:.2f} of the true ones")


@torch.no_grad()
def named_of_drawn_and_true(
    generator: LayerGenerator, sprites: Float[Tensor, "what style 4 s s"], eye: Eye, thing: int, seed: int = 0
) -> tuple[float, float]:
    """The shares of an object's drawings, in each style in each of four colours, that the recogniser names.

    First of the generator's, then of the true ones of the same facts and noise.
    """
    rows = torch.cartesian_prod(torch.tensor([thing]), torch.arange(0, len(COLOURS), 3), torch.arange(len(STYLES)))
    random = torch.Generator().manual_seed(seed)
    noise = torch.randn(len(rows), NOISE_DIM, generator=random)
    things, colours, styles = rows.unbind(1)
    drawn = generator(generator.content(things, colours, styles), noise)
    true = draw(sprites, things, colours, styles, noise)
    return share_named(drawn, thing, eye, random), share_named(true, thing, eye, random)


def share_named(layers: Float[Tensor, "n 4 s s"], thing: int, eye: Eye, random: torch.Generator) -> float:
    """How many of some drawings of an object are named."""
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
