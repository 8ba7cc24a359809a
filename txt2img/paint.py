"""Painting plans: the generators draw ground and layers, refiner and upscaler enlarge them, and they are laid together.

A sticker has nothing behind its things: its layers are laid on transparency.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn.functional import avg_pool2d, interpolate

from models import weights
from models.backdrop_generator import BackdropGenerator, BackdropGeneratorConfig
from models.layer_generator import ROWS, LayerGenerator, LayerGeneratorConfig, shares_by_level, shares_by_row
from models.refiner import Refiner, RefinerConfig
from models.sketch import Sketch, SketchConfig
from models.upscaler import FACTOR, Upscaler, UpscalerConfig
from scenes.compose import compose, lit
from scenes.places import standing
from scenes.plan import Blend, Layer, Plan, Pose
from scenes.render import backdrop_numbers, layer_table
from scenes.scene import Scene
from scenes.shadows import below, drawn_below
from scenes.sprites import MARGIN
from scenes.vocabulary import index, thing
from scenes.weather import FAR, NEAR, weathered

AT_ONCE = 16  # layers enlarged in one pass: more take memory and, on a CPU, no less time each


class Brushes:
    """The networks that paint, ready to paint."""

    def __init__(self, folder: Path, device: str = "cpu"):
        """Loads the five networks below a folder; WeightsError where one is missing or damaged."""
        self.device = torch.device(device)
        self.folders = tuple(folder / name for name in ("layers", "sketch", "backdrop", "refiner", "upscaler"))
        self.layers = weights.load(self.folders[0], LayerGenerator, LayerGeneratorConfig)
        self.sketch = weights.load(self.folders[1], Sketch, SketchConfig)
        self.backdrop = weights.load(self.folders[2], BackdropGenerator, BackdropGeneratorConfig)
        self.refiner = weights.load(self.folders[3], Refiner, RefinerConfig)
        self.upscaler = weights.load(self.folders[4], Upscaler, UpscalerConfig)
        for network in (self.layers, self.sketch, self.backdrop, self.refiner, self.upscaler):
            network.to(self.device).to(memory_format=torch.channels_last)

    def draws(self, thing: str) -> bool:
        """Whether an object is drawn well enough to be offered."""
        offered = self.layers.config.drawn
        return not offered or thing in offered

    @torch.no_grad()
    def paint(self, plans: Sequence[Plan], finished: bool = True) -> Float[Tensor, "b 3 s s"]:
        """Pictures in [0, 1], twice as large as the canvas. Every plan has a backdrop.

        Unfinished, drawings are laid on the ground as they are, and the whole is enlarged: what finishing is held
        against.
        """
        canvas = self._ground(plans)
        if not finished:
            if not any(plan.layers for plan in plans):
                return interpolate(canvas, scale_factor=2.0, mode="bilinear")
            table = layer_table(plans, self.device)
            layers = lit(self._draw(plans), table.time)
            pasted = compose(canvas, layers, table.owner, table.depth, table.maps).clamp(0, 1)
            return interpolate(pasted, scale_factor=2.0, mode="bilinear")
        ground = self.refiner(canvas.clamp(0, 1), torch.zeros_like(canvas[:, :1]))
        ground = weathered(ground.clamp(0, 1), plans, FAR)
        if not any(plan.layers for plan in plans):
            return weathered(ground, plans, NEAR)
        full = [below(plan) for plan in plans]
        table = layer_table([each.plan for each in full], self.device)
        drawn = avg_pool2d(self._enlarged(plans), FACTOR // 2)  # no finer than the picture shows
        layers = drawn_below(full, drawn, self._shadow)
        laid = compose(ground, lit(layers, table.time), table.owner, table.depth, table.maps)
        return weathered(laid.clamp(0, 1), plans, NEAR)

    @cached_property
    def _shadow(self) -> Float[Tensor, "1 4 s2 s2"]:
        """The contact shadow of all that stands, twice as large as it was drawn, premultiplied RGBA."""
        mark = Layer("shadow", Pose(0.5, 0.5, 1.0), seed=0)
        return avg_pool2d(self._enlarged([Plan(Scene(), None, (mark,), 0)]), FACTOR // 2)

    @torch.no_grad()
    def cut_out(self, plans: Sequence[Plan]) -> Float[Tensor, "b 4 s s"]:
        """What each plan holds with nothing behind it, premultiplied RGBA in [0, 1]; every plan has a layer."""
        table = layer_table(plans, self.device)
        large = self._enlarged(plans)
        covered = large[:, 3:].expand(-1, 3, -1, -1)
        empty = torch.zeros(len(plans), 3, *large.shape[-2:], device=self.device)
        laid, alpha = (
            compose(empty, torch.cat([colours, large[:, 3:]], 1), table.owner, table.depth, table.maps)
            for colours in (large[:, :3], covered)
        )
        return torch.cat([laid, alpha[:, :1]], 1).clamp(0, 1)

    def _enlarged(self, plans: Sequence[Plan]) -> Float[Tensor, "n 4 s4 s4"]:
        """Every layer of every plan, four times as large as it was drawn, premultiplied RGBA."""
        return torch.cat([self.upscaler(few) for few in self._draw(plans).split(AT_ONCE)])

    def _draw(self, plans: Sequence[Plan]) -> Float[Tensor, "n 4 s s"]:
        """Every layer of every plan, premultiplied RGBA."""
        table = layer_table(plans, self.device)
        layers = [layer for plan in plans for layer in plan.layers]
        noise = _noise([layer.seed for layer in layers], self.layers.config.noise_dim).to(self.device)
        own = self.layers.mixed(self.layers.content(table.thing, table.colour, table.style), noise)
        if not any(layer.blend for layer in layers):
            return self.layers.paint([own] * self.layers.levels)
        told = own[..., None].repeat(self.layers.levels, 1, 1, ROWS)
        for row, layer in enumerate(layers):
            if layer.blend:
                told[:, row] = self._blended(layer, layer.blend, noise[row])
        return self.layers.paint(tuple(told))

    def _blended(self, layer: Layer, blend: Blend, noise: Float[Tensor, "z"]) -> Float[Tensor, "l d rows"]:
        """What each level is told, row by row, of a layer that is below another thing, in part of another style."""
        things = [index("object", thing) for thing in (layer.what, blend.thing or layer.what)]
        styles = [index("style", style) for style in (layer.style, blend.style or layer.style)]
        pairs = torch.cartesian_prod(torch.tensor(things), torch.tensor(styles)).to(self.device)
        colour = torch.full_like(pairs[:, 0], index("colour", layer.colour))
        mixed = self.layers.mixed(self.layers.content(pairs[:, 0], colour, pairs[:, 1]), noise.expand(4, -1))
        by_row = _either(shares_by_row(blend.thing_share, _middle(layer, blend)))
        by_level = _either(shares_by_level(blend.style_share, self.layers.levels))
        return torch.einsum("rt,ls,tsd->ldr", by_row.to(self.device), by_level.to(self.device), mixed.view(2, 2, -1))

    def _ground(self, plans: Sequence[Plan]) -> Float[Tensor, "b 3 s s"]:
        place, time = backdrop_numbers(plans, self.device)
        seeds = [plan.backdrop.seed for plan in plans if plan.backdrop]
        config = self.backdrop.config
        noise, grain = (
            _noise(seeds, config.noise_dim + config.grain_dim)
            .to(self.device)
            .split([config.noise_dim, config.grain_dim], 1)
        )
        sketched = self.sketch(place, time, noise, standing(place, noise))
        return self.backdrop(sketched, place, time, noise, grain)


def _either(shares: Sequence[float]) -> Float[Tensor, "n 2"]:
    """How much of the one is left, and how much of the other has come."""
    return torch.tensor([[1 - share, share] for share in shares])


def _middle(layer: Layer, blend: Blend) -> float:
    """How far down its square the middle of a thing and of what it is blended with lies, on average."""
    tall = [thing(key).tall for key in (layer.what, blend.thing or layer.what)]
    return 1 - MARGIN - (1 - 2 * MARGIN) * sum(tall) / 4


def _noise(seeds: Sequence[int], dim: int) -> Float[Tensor, "n z"]:
    """Standard normal noise, one seed a row, the same on every device."""
    return torch.stack([torch.randn(dim, generator=torch.Generator().manual_seed(seed)) for seed in seeds])
