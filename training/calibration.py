"""Calibrate what the recogniser says of its own sureness: `python -m training.calibration --weights weights`.

The focal loss leaves true centres at about 0.6; two numbers (Platt 1999) make its probabilities mean what they say.
Label smoothing leaves sure facts below 0.95; one temperature a fact (Guo et al. 2017) does the same for them.
"""

import argparse
from collections.abc import Callable
from pathlib import Path
from random import Random

import torch
from jaxtyping import Bool, Float, Int
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy, max_pool2d

from models import weights
from models.image_encoder import ImageEncoder, ImageEncoderConfig
from models.recogniser import LOCAL, WHOLE, Recogniser, RecogniserConfig, Sight, seen_twice
from rendering.layout import lay_out
from rendering.render import render
from rendering.sampling import training_scene
from rendering.sprites import PACK, atlas
from rendering.truth import Truth, truth
from training.run import WEIGHTS
from world.terminal import speak_anywhere

_FAINT = -4.0  # logits below this are no candidates


@torch.no_grad()
def calibrate(encoder: ImageEncoder, recogniser: Recogniser, sprites: Tensor, rng: Random, batches: int = 16) -> None:
    """Fit the recogniser's numbers on fresh renders of training scenes."""
    recogniser.eval()
    recogniser.calibration.copy_(torch.tensor([1.0, 0.0]))
    recogniser.temperature.fill_(1.0)
    random = torch.Generator(sprites.device).manual_seed(rng.randrange(2**31))
    logits, hits = [], []
    facts: list[list[tuple[Tensor, Tensor]]] = []
    for _ in range(batches):
        plans = [lay_out(training_scene(rng), rng) for _ in range(32)]
        pictures = render(plans, sprites, encoder.config.size, random)
        (sight, _), shown = seen_twice(encoder, recogniser, pictures), truth(plans, sprites.device)
        found, hit = candidates(sight.centre.float(), shown)
        logits.append(found)
        hits.append(hit)
        facts.append(facts_at_centres(sight, shown))
    recogniser.calibration.copy_(platt(torch.cat(logits), torch.cat(hits)))
    for i, pairs in enumerate(zip(*facts, strict=True)):
        recogniser.temperature[i] = temperature(*(torch.cat(column) for column in zip(*pairs, strict=True)))


def facts_at_centres(sight: Sight, shown: Truth) -> list[tuple[Float[Tensor, "n k"], Int[Tensor, "n"]]]:
    """Logits and true numbers of each of LOCAL, read at the true centres, and of each of WHOLE."""
    local = [(at_centres(getattr(sight, name), shown), getattr(shown, name)) for name in LOCAL]
    return local + [(getattr(sight, name).float(), getattr(shown, name)) for name in WHOLE]


def at_centres(cells: Float[Tensor, "b h w *k"], shown: Truth) -> Float[Tensor, "n *k"]:
    """What stands in the cell of every true centre."""
    side = cells.shape[1]
    column, row = (shown.centre * side).long().clamp(0, side - 1).unbind(1)
    return cells[shown.owner, row, column].float()


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
    return fitted(
        torch.tensor([1.0, 0.0], device=logit.device),
        lambda numbers: binary_cross_entropy_with_logits(logit * numbers[0] + numbers[1], hit.float()),
    )


@torch.enable_grad()
def temperature(logit: Float[Tensor, "n k"], true: Int[Tensor, "n"]) -> Tensor:
    """What logits are to be divided by for the least surprise, between 1/8 and 8."""
    start = torch.zeros((), device=logit.device)
    return (
        fitted(start, lambda cold: cross_entropy(logit * cold.clamp(-2.08, 2.08).exp(), true))
        .neg()
        .exp()
        .clamp(0.125, 8)
    )


def fitted(start: Tensor, loss: Callable[[Tensor], Tensor]) -> Tensor:
    """The numbers that make the loss least, by L-BFGS."""
    numbers = start.clone().requires_grad_()
    optimizer = torch.optim.LBFGS([numbers], max_iter=100, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimizer.zero_grad()
        value = loss(numbers)
        value.backward()
        return value

    optimizer.step(closure)  # pyright: ignore[reportArgumentType]  (torch types the closure as giving a float)
    return numbers.detach()


def main() -> None:
    speak_anywhere()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="the folder that holds encoder and recogniser")
    parser.add_argument("--sprites", type=Path, default=PACK)
    arguments = parser.parse_args()
    encoder = weights.load(arguments.weights / "encoder", ImageEncoder, ImageEncoderConfig)
    folder = arguments.weights / "recogniser"
    recogniser = weights.load(folder, Recogniser, RecogniserConfig)
    calibrate(encoder, recogniser, atlas(64, arguments.sprites), Random(8))
    weights.save(folder, recogniser, recogniser.config, (folder / weights.CARD).read_text(encoding="utf-8"))
    print(f"centres: slope {recogniser.calibration[0]:.3f}, offset {recogniser.calibration[1]:.3f}")
    names = zip((*LOCAL, *WHOLE), recogniser.temperature.tolist(), strict=True)
    print("temperatures: " + ", ".join(f"{name} {number:.3f}" for name, number in names))


if __name__ == "__main__":
    main()
