"""What is evaluated: held-out scenes, half in each language, and the true pictures of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, repeat
from pathlib import Path
from random import Random
from typing import TypeVar

import torch
from jaxtyping import Float
from torch import Tensor

from img2txt.recognise import fitted
from rendering.layout import lay_out
from rendering.render import render
from rendering.sampling import test_scene
from world.gist import Gist
from world.plan import Plan
from world.vocabulary import LANGUAGES

ROOT = Path(__file__).parent.parent
WEIGHTS, JUDGE = ROOT / "weights", ROOT / "weights" / "judge"
BATCH = 16

Item = TypeVar("Item")


@dataclass(frozen=True)
class Options:
    """How a measurement is made."""

    n: int
    seed: int = 0
    weights: Path = WEIGHTS
    judge: Path = JUDGE
    device: str = "cpu"
    sheet: Path | None = None  # where `layers` lays drawings beside the nearest training ones


@dataclass(frozen=True)
class Case:
    """A scene that training never shows, and the language in which it is spoken of."""

    scene: Gist
    language: str


def cases(count: int, seed: int, draws: Callable[[str], bool] = lambda _: True) -> list[Case]:
    """Random held-out scenes, the same for the same seed, English and Chinese by turns.

    `draws` says of every object whether it may be in them: a painter's, where pictures are to be drawn.
    """
    rng = Random(seed)
    scenes = (test_scene(rng) for _ in repeat(None))
    fit = (scene for scene in scenes if all(draws(thing.object) for thing in scene.things))
    return [Case(scene, LANGUAGES[i % len(LANGUAGES)]) for i, scene in enumerate(islice(fit, count))]


def layouts(cases: Sequence[Case], seed: int) -> list[Plan]:
    """One plan a case by the rules of `rendering.layout`."""
    rng = Random(f"layouts {seed}")
    return [lay_out(case.scene, rng) for case in cases]


@torch.no_grad()
def true_pictures(
    plans: Sequence[Plan],
    sprites: Float[Tensor, "what style 4 s s"],
    size: int,
    seed: int,
    over: int = 1,
    finished: bool = False,
) -> Float[Tensor, "n 3 size size"]:
    """True renders in [0, 1], on the CPU; drawn `over` times as large, then reduced; finished as Tuwen's, if asked."""
    random = torch.Generator(sprites.device).manual_seed(seed)
    large = [render(batch, sprites, over * size, random, finished) for batch in batches(plans)]
    return torch.cat([fitted(pictures, size).cpu() for pictures in large])


def batches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Runs of at most BATCH items."""
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))
