"""Calibrate how surely a centre is a thing: `python -m training.calibration --weights weights`.

The focal loss leaves true centres at about 0.6; two numbers (Platt 1999) make its probabilities mean what they say.
"""

import argparse
from pathlib import Path
from random import Random

import torch
from jaxtyping import Bool, Float
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, max_pool2d

from models import weights
from models.image_encoder import ImageEncoder, ImageEncoderConfig
from models.recogniser import Recogniser, RecogniserConfig
from scenes.layout import lay_out
from scenes.render import render
from scenes.sampling import training_scene
from scenes.sprites import PACK, atlas
from scenes.truth import Truth, truth
from training.loop import WEIGHTS

_FAINT = -4.0  # logits below this are no candidates


@torch.no_grad()
def calibrate(encoder: ImageEncoder, recogniser: Recogniser, sprites: Tensor, rng: Random, batches: int = 16) -> None:
    """Fit the recogniser's two numbers on fresh renders of training scenes."""
    recogniser.eval()
    recogniser.calibration.copy_(torch.tensor([1.0, 0.0]))
    random = torch.Generator(sprites.device).manual_seed(rng.randrange(2**31))
    logits, hits = [], []
    for _ in range(batches):
        plans = [lay_out(training_scene(rng), rng) for _ in range(32)]
        pictures = render(plans, sprites, encoder.config.size, random)
        centre = recogniser(encoder(pictures)).centre.float()
        found, hit = candidates(centre, truth(plans, sprites.device))
        logits.append(found)
        hits.append(hit)
    recogniser.calibration.copy_(platt(torch.cat(logits), torch.cat(hits)))


def candidates(logit: Float[Tensor, "b h w"], shown: Truth) -> tuple[Float[Tensor, "n"], Bool[Tensor, "n"]]:
    """The logits of all local peaks, and whether a true centre lies in the same or a neighbouring cell."""
    side = logit.shape[-1]
    true = torch.zeros_like(logit)
    column, row = (shown.centre * side).long().clamp(0, side - 1).unbind(1)
    true[shown.owner, row, column] = 1
    near = max_pool2d(true.unsqueeze(1), 3, 1, 1)[:, 0] > 0
    peak = (logit == max_pool2d(logit.unsqueeze(1), 3, 1, 1)[:, 0]) & (logit > _FAINT)
    return logit[peak], near[peak]


@torch.enable_grad()
def platt(logit: Float[Tensor, "n"], hit: Bool[Tensor, "n"]) -> Float[Tensor, "2"]:
    """Slope and offset of the logistic regression of hits on logits."""
    numbers = torch.tensor([1.0, 0.0], device=logit.device, requires_grad=True)
    optimizer = torch.optim.LBFGS([numbers], max_iter=100, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimizer.zero_grad()
        value = binary_cross_entropy_with_logits(logit * numbers[0] + numbers[1], hit.float())
        value.backward()
        return value

    optimizer.step(loss)  # pyright: ignore[reportArgumentType]  (torch types the closure as giving a float)
    return numbers.detach()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="the folder that holds encoder and recogniser")
    parser.add_argument("--sprites", type=Path, default=PACK)
    arguments = parser.parse_args()
    encoder = weights.load(arguments.weights / "encoder", ImageEncoder, ImageEncoderConfig)
    folder = arguments.weights / "recogniser"
    recogniser = weights.load(folder, Recogniser, RecogniserConfig)
    calibrate(encoder, recogniser, atlas(64, arguments.sprites), Random(8))
    weights.save(folder, recogniser, recogniser.config, (folder / weights.CARD).read_text())
    print(f"slope {recogniser.calibration[0]:.3f}, offset {recogniser.calibration[1]:.3f}")


if __name__ == "__main__":
    main()
