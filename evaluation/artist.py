"""Who draws single drawings to be judged: the layer generator, and beside it the true drawings that it learned from."""

from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor

from evaluation.cases import BATCH
from models.layer_generator import LayerGenerator
from rendering.compose import compose, transforms
from rendering.drawings import draw
from rendering.places import NO_PLACE, paint_backdrops
from world.plan import Pose

POSE = Pose(0.5, 0.6, 0.40)  # where a drawing is laid to be judged: as large as a thing alone in a scene


@dataclass(frozen=True)
class Facts:
    """What to draw, numbered as in the vocabulary."""

    thing: Int[Tensor, "n"]
    colour: Int[Tensor, "n"]
    style: Int[Tensor, "n"]

    def rows(self) -> Int[Tensor, "n 3"]:
        return torch.stack([self.thing, self.colour, self.style], 1)

    def take(self, rows: Tensor) -> "Facts":
        return Facts(self.thing[rows], self.colour[rows], self.style[rows])


class Artist:
    """The layer generator beside the true drawings that it learned from."""

    def __init__(
        self, generator: LayerGenerator, sprites: Float[Tensor, "what style 4 s s"], device: str = "cpu"
    ) -> None:
        self.generator = generator.to(device)
        self.sprites = sprites
        self.device = torch.device(device)

    @torch.no_grad()
    def drawn(self, facts: Facts, noise: Float[Tensor, "n z"]) -> Float[Tensor, "n 4 s s"]:
        """Premultiplied RGBA in [0, 1] by the generator."""
        rows = torch.arange(len(noise)).split(BATCH)
        return torch.cat([self._batch(facts.take(few), noise[few]) for few in rows])

    def _batch(self, facts: Facts, noise: Tensor) -> Tensor:
        thing, colour, style = facts.rows().to(self.device).unbind(1)
        return self.generator(self.generator.content(thing, colour, style), noise.to(self.device)).cpu()

    def true(self, facts: Facts, noise: Float[Tensor, "n z"]) -> Float[Tensor, "n 4 s s"]:
        """The true drawing of the same facts and noise."""
        return draw(self.sprites, facts.thing, facts.colour, facts.style, noise)


def on_ground(layers: Float[Tensor, "n 4 s s"], grounds: Float[Tensor, "n 3 h w"]) -> Float[Tensor, "n 3 h w"]:
    """Each layer alone on its ground, where the judge looks for it."""
    rows = torch.arange(len(layers))
    maps = transforms([POSE] * len(layers))
    return compose(grounds, layers, rows, torch.zeros_like(rows), maps).clamp(0, 1)


def plain_grounds(count: int, size: int, random: torch.Generator) -> Float[Tensor, "n 3 size size"]:
    """Grounds without any place, by day."""
    return paint_backdrops(torch.full((count,), NO_PLACE), torch.zeros(count, dtype=torch.long), size, random)
