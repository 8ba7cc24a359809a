"""Painting plans: the generators draw every layer, the layers are laid together, the refiner finishes."""

from collections.abc import Sequence
from pathlib import Path

import torch
from jaxtyping import Float
from torch import Tensor

from models import weights
from models.backdrop_generator import BackdropGenerator, BackdropGeneratorConfig
from models.layer_generator import LayerGenerator, LayerGeneratorConfig
from models.refiner import Refiner, RefinerConfig
from scenes.compose import compose, coverage, lit
from scenes.plan import Plan
from scenes.render import backdrop_numbers, layer_table


class Brushes:
    """The three networks that paint, ready to paint."""

    def __init__(self, folder: Path, device: str = "cpu"):
        """Loads `layers`, `backdrop` and `refiner` below a folder; WeightsError where one is missing or damaged."""
        self.device = torch.device(device)
        self.folders = tuple(folder / name for name in ("layers", "backdrop", "refiner"))
        self.layers = weights.load(self.folders[0], LayerGenerator, LayerGeneratorConfig)
        self.backdrop = weights.load(self.folders[1], BackdropGenerator, BackdropGeneratorConfig)
        self.refiner = weights.load(self.folders[2], Refiner, RefinerConfig)
        for network in (self.layers, self.backdrop, self.refiner):
            network.to(self.device).to(memory_format=torch.channels_last)

    def draws(self, thing: str) -> bool:
        """Whether an object is drawn well enough to be offered."""
        offered = self.layers.config.drawn
        return not offered or thing in offered

    @torch.no_grad()
    def paint(self, plans: Sequence[Plan]) -> Float[Tensor, "b 3 s s"]:
        """Finished pictures in [0, 1], twice as large as the canvas."""
        canvas = self._ground(plans)
        table = layer_table(plans, self.device)
        if len(table.thing):
            drawn = lit(self._draw(plans), table.time)
            covered = coverage(canvas, drawn, table.owner, table.depth, table.maps)
            canvas = compose(canvas, drawn, table.owner, table.depth, table.maps)
        else:
            covered = torch.zeros_like(canvas[:, :1])
        return self.refiner(canvas.clamp(0, 1), covered).clamp(0, 1)

    def _draw(self, plans: Sequence[Plan]) -> Float[Tensor, "n 4 s s"]:
        """Every layer of every plan, premultiplied RGBA."""
        table = layer_table(plans, self.device)
        seeds = [layer.seed for plan in plans for layer in plan.layers]
        noise = _noise(seeds, self.layers.config.noise_dim).to(self.device)
        return self.layers(self.layers.content(table.thing, table.colour, table.style), noise)

    def _ground(self, plans: Sequence[Plan]) -> Float[Tensor, "b 3 s s"]:
        place, time = backdrop_numbers(plans, self.device)
        noise = _noise([plan.backdrop.seed for plan in plans], self.backdrop.config.noise_dim).to(self.device)
        return self.backdrop(self.backdrop.content(place, time), noise)


def _noise(seeds: Sequence[int], dim: int) -> Float[Tensor, "n z"]:
    """Standard normal noise, one seed a row, the same on every device."""
    return torch.stack([torch.randn(dim, generator=torch.Generator().manual_seed(seed)) for seed in seeds])
