"""Painting plans: the generators draw ground and layers, refiner and upscaler enlarge them, and they are laid together.

A sticker has nothing behind its things: its layers are laid on transparency.
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from functools import cached_property, lru_cache
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
from rendering.compose import compose, lit
from rendering.places import paint_plain, standing
from rendering.render import layer_table
from rendering.shadows import below, drawn_below
from rendering.sprites import DRAWABLE
from rendering.weather import FAR, NEAR, weathered
from world.plan import MARGIN, Backdrop, Blend, Layer, Plan, Pose
from world.vocabulary import index, thing

LAYERS_KEPT, GROUNDS_KEPT = 128, 16  # as they were drawn, for pictures that differ in little: 32 MB and 12 MB
AT_ONCE = 16  # layers enlarged in one pass: more take memory and, on a CPU, no less time each
ANYWHERE = Pose(0.5, 0.5, 1.0)


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
        self._layer = lru_cache(LAYERS_KEPT)(self._layer_afresh)
        self._ground = lru_cache(GROUNDS_KEPT)(self._ground_afresh)

    def drawing_by(self, layers: LayerGenerator) -> "Brushes":
        """The same but for the network that draws single things; what was drawn before is not theirs."""
        other = copy(self)
        other.__dict__.pop("_shadow", None)
        other.layers = layers.to(self.device).to(memory_format=torch.channels_last)
        other._layer = lru_cache(LAYERS_KEPT)(other._layer_afresh)
        other._ground = lru_cache(GROUNDS_KEPT)(other._ground_afresh)
        return other

    def draws(self, thing: str) -> bool:
        """Whether an object is drawn well enough to be offered."""
        offered = self.layers.config.drawn
        return not offered or thing in offered

    @torch.no_grad()
    def paint(self, plans: Sequence[Plan], finished: bool = True) -> Float[Tensor, "b 3 s s"]:
        """Pictures in [0, 1], twice as large as the canvas. Every plan has a backdrop.

        Layers and grounds are drawn one by one and remembered: sums over a batch round otherwise, and the same layer
        shall have the same pixels in every picture. Unfinished, drawings are laid on the ground as they are, and the
        whole is enlarged: what finishing is held against.
        """
        grounds = [plan.backdrop for plan in plans if plan.backdrop]
        layers = [replace(layer, pose=ANYWHERE, of=None) for plan in plans for layer in plan.layers]
        if not finished:
            canvas = torch.cat([self._canvas(ground) for ground in grounds])
            pasted = self.laid(canvas, plans, [self._drawn([layer]) for layer in layers])
            return interpolate(pasted, scale_factor=2.0, mode="bilinear")
        canvas = weathered(torch.cat([self._ground(ground) for ground in grounds]), plans, FAR)
        if layers:
            full = [below(plan) for plan in plans]
            drawn = drawn_below(full, torch.cat([self._layer(layer) for layer in layers]), self._shadow)
            canvas = self.laid(canvas, [each.plan for each in full], [drawn])
        return weathered(canvas, plans, NEAR)

    @torch.no_grad()
    def cut_out(self, plans: Sequence[Plan]) -> Float[Tensor, "b 4 s s"]:
        """What each plan holds with nothing behind it, premultiplied RGBA in [0, 1]; every plan has a layer."""
        table = layer_table(plans, self.device)
        drawn = self._drawn([layer for plan in plans for layer in plan.layers])
        large = torch.cat([self.upscaler(few) for few in drawn.split(AT_ONCE)])
        covered = large[:, 3:].expand(-1, 3, -1, -1)
        empty = torch.zeros(len(plans), 3, *large.shape[-2:], device=self.device)
        laid, alpha = (
            compose(empty, torch.cat([colours, large[:, 3:]], 1), table.owner, table.depth, table.maps)
            for colours in (large[:, :3], covered)
        )
        return torch.cat([laid, alpha[:, :1]], 1).clamp(0, 1)

    @torch.no_grad()
    def ground(self, plan: Plan) -> Float[Tensor, "1 3 s s"]:
        """What lies behind the things of a plan that is no sticker, before weather."""
        assert plan.backdrop is not None
        return self._ground(plan.backdrop)

    def laid(
        self, canvas: Float[Tensor, "b 3 h w"], plans: Sequence[Plan], layers: Sequence[Float[Tensor, "_ 4 s s"]]
    ) -> Float[Tensor, "b 3 h w"]:
        """The layers of plans over their canvases, in the light of their time."""
        if not layers:
            return canvas
        table = layer_table(plans, self.device)
        lighted = lit(torch.cat([*layers]), table.time)
        return compose(canvas, lighted, table.owner, table.depth, table.maps).clamp(0, 1)

    @cached_property
    def _shadow(self) -> Float[Tensor, "1 4 s2 s2"]:
        """The contact shadow of all that stands."""
        return self._layer_afresh(Layer("shadow", ANYWHERE, seed=0))

    def _layer_afresh(self, layer: Layer) -> Float[Tensor, "1 4 s2 s2"]:
        """A layer twice as large as it is drawn, as fine as a picture shows; premultiplied RGBA."""
        return avg_pool2d(self.upscaler(self._drawn([layer])), FACTOR // 2)

    def _drawn(self, layers: Sequence[Layer]) -> Float[Tensor, "n 4 s s"]:
        """Layers as the generator draws them, premultiplied RGBA."""
        noise = torch.cat([_noise(layer.seed, self.layers.config.noise_dim) for layer in layers]).to(self.device)
        facts = [
            (DRAWABLE.index(each.what), index("colour", each.colour), index("style", each.style)) for each in layers
        ]
        thing, colour, style = torch.tensor(facts, device=self.device).unbind(1)
        own = self.layers.mixed(self.layers.content(thing, colour, style), noise)
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

    def _ground_afresh(self, backdrop: Backdrop) -> Float[Tensor, "1 3 s2 s2"]:
        """A ground twice as large as it is painted; a plain one is as fine as that from the beginning."""
        if backdrop.place is None:
            return self._plain(backdrop, 2 * self.backdrop.config.size)
        return self.refiner(self._canvas(backdrop)).clamp(0, 1)

    def _canvas(self, backdrop: Backdrop) -> Float[Tensor, "1 3 s s"]:
        """A ground as the generators paint it."""
        if backdrop.place is None:
            return self._plain(backdrop, self.backdrop.config.size)
        place, time = torch.tensor(
            [[index("place", backdrop.place)], [index("time", backdrop.time)]], device=self.device
        )
        config = self.backdrop.config
        noise = _noise(backdrop.seed, config.noise_dim + config.grain_dim).to(self.device)
        noise, grain = noise.split([config.noise_dim, config.grain_dim], 1)
        sketched = self.sketch(place, time, noise, standing(place, noise))
        return self.backdrop(sketched, place, time, noise, grain)

    def _plain(self, backdrop: Backdrop, size: int) -> Float[Tensor, "1 3 s s"]:
        return paint_plain(backdrop.colour, backdrop.time, backdrop.seed, size).to(self.device)


def _either(shares: Sequence[float]) -> Float[Tensor, "n 2"]:
    """How much of the one is left, and how much of the other has come."""
    return torch.tensor([[1 - share, share] for share in shares])


def _middle(layer: Layer, blend: Blend) -> float:
    """How far down its square the middle of a thing and of what it is blended with lies, on average."""
    tall = [thing(key).tall for key in (layer.what, blend.thing or layer.what)]
    return 1 - MARGIN - (1 - 2 * MARGIN) * sum(tall) / 4


def _noise(seed: int, dim: int) -> Float[Tensor, "1 z"]:
    """Standard normal noise, the same on every device."""
    return torch.randn(1, dim, generator=torch.Generator().manual_seed(seed))
