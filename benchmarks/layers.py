"""How long the layer generator takes, layer by layer and compiled or not: `python -m benchmarks.layers --threads 2`.

Both tiers: the one that ships (64 px), and the larger one (128 px) with weights at random, which take as long as
trained ones. On a GPU (`--device cuda --batch 256`) also layers a second.
"""

import argparse
import json
from dataclasses import replace

import torch

from benchmarks.speed import timed
from models import weights
from models.layer_generator import LayerGenerator, LayerGeneratorConfig
from txt2img.draw import WEIGHTS
from world.terminal import speak_anywhere

WAYS = ("float32", "bfloat16", "compiled", "compiled bfloat16")
LARGE = (272, 256, 176, 112, 72, 40)  # channels at 4, 8, … 128 px: the widths of training's GPU tier


def generators(device: str) -> dict[int, LayerGenerator]:
    """Each tier's generator, by the side of what it draws."""
    small = weights.load(WEIGHTS / "layers", LayerGenerator, LayerGeneratorConfig)
    large = LayerGenerator(replace(small.config, widths=LARGE)).eval()
    return {each.config.size: each.to(device).to(memory_format=torch.channels_last) for each in (small, large)}


def measured(generator: LayerGenerator, way: str, batch: int, n: int, device: str) -> dict[str, float]:
    """Milliseconds of so many layers at once, eager or compiled, in float32 or bfloat16."""
    config = generator.config
    content = torch.zeros(batch, config.content_dim, device=device)
    noise = torch.randn(batch, config.noise_dim, device=device)
    network = torch.compile(generator) if "compiled" in way else generator

    @torch.no_grad()
    def draw(_: int) -> None:
        with torch.autocast(device, torch.bfloat16, enabled="bfloat16" in way):
            network(content, noise)
        if device == "cuda":
            torch.cuda.synchronize()

    return timed(draw, n)


def main() -> None:
    speak_anywhere()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=20)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batch", type=int, nargs="+", default=[1, 8], help="layers at once")
    parser.add_argument("--device", default="cpu")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    report = {
        f"{side} px, {way}, {batch} at once": measured(generator, way, batch, arguments.n, arguments.device)
        for side, generator in generators(arguments.device).items()
        for way in WAYS
        for batch in arguments.batch
    }
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
