"""Pictures by our own painter: the eye ticks what the painter draws, so it learns what that looks like, too."""

from collections.abc import Sequence
from pathlib import Path
from random import Random

import torch
from jaxtyping import Float
from torch import Tensor
from tqdm import tqdm

from img2txt.recognise import fitted
from rendering.layout import lay_out
from rendering.sampling import fuller_scene, training_scene
from rendering.truth import Truth, truth
from txt2img.paint import Brushes
from world.gist import Gist
from world.plan import Plan
from world.scene import Scene


class Painted:
    """So many pictures, painted once when a run begins and shown again and again, and what they show.

    Only of what the painter draws well enough to be offered: who learns to call a blot a cat ticks blots.
    """

    def __init__(self, folder: Path, count: int, size: int, rng: Random, device: torch.device):
        """Paints with the networks below a folder; WeightsError where one is missing or damaged."""
        brushes = Brushes(folder, str(device))
        scenes = [_scene(brushes, rng) for _ in range(count)]
        self.rng, self.device = rng, device
        self.plans = [lay_out(Scene.of(scene), rng) for scene in scenes]
        bar = tqdm(self.plans, desc="painting", unit="picture", leave=False)
        self.pictures = torch.cat([_bytes(fitted(brushes.paint([plan]), size)) for plan in bar])

    def show(self, count: int) -> tuple[Float[Tensor, "b 3 s s"], Truth]:
        """So many of the pictures, in [0, 1], and the truth of their plans."""
        rows = [self.rng.randrange(len(self.plans)) for _ in range(count)]
        plans: Sequence[Plan] = [self.plans[row] for row in rows]
        return self.pictures[rows].to(self.device).float() / 255, truth(plans, self.device)


def _bytes(pictures: Tensor) -> Tensor:
    return (255 * pictures).round().to(torch.uint8).cpu()


def _scene(brushes: Brushes, rng: Random) -> Gist:
    """A scene of training whose things are all drawn well enough."""
    while True:
        scene = (fuller_scene if rng.random() < 0.5 else training_scene)(rng)
        if all(brushes.draws(thing.object) for thing in scene.things):
            return scene
