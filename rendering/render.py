"""True renders: plans drawn with the real sprites on procedural backdrops, as one batch on any device."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor

from rendering.compose import compose, lit, transforms
from rendering.drawings import NOISE_DIM, draw
from rendering.places import NO_PLACE, paint_backdrops
from rendering.shadows import below, drawn_below
from rendering.sprites import DRAWABLE, premultiplied
from rendering.weather import FAR, NEAR, weathered
from world.plan import Plan
from world.vocabulary import index

_DRAWABLE = {what: number for number, what in enumerate(DRAWABLE)}


@dataclass(frozen=True)
class LayerTable:
    """Every layer of a batch of plans, as numbers."""

    owner: Int[Tensor, "n"]  # which plan
    depth: Int[Tensor, "n"]  # which layer of that plan, from the back
    thing: Int[Tensor, "n"]
    colour: Int[Tensor, "n"]
    style: Int[Tensor, "n"]
    time: Int[Tensor, "n"]
    maps: Float[Tensor, "n 2 3"]


def layer_table(plans: Sequence[Plan], device: torch.device) -> LayerTable:
    """The layers of some plans, numbered as in DRAWABLE and the vocabulary."""
    rows = [
        (
            owner,
            depth,
            _DRAWABLE[layer.what],
            index("colour", layer.colour),
            index("style", layer.style),
            index("time", plan.time),
        )
        for owner, plan in enumerate(plans)
        for depth, layer in enumerate(plan.layers)
    ]
    owner, depth, thing, colour, style, time = torch.tensor(rows, dtype=torch.long).view(-1, 6).to(device).unbind(1)
    return LayerTable(
        owner,
        depth,
        thing,
        colour,
        style,
        time,
        transforms([layer.pose for plan in plans for layer in plan.layers]).to(device),
    )


def backdrop_numbers(plans: Sequence[Plan], device: torch.device) -> tuple[Int[Tensor, "b"], Int[Tensor, "b"]]:
    """The place (NO_PLACE for none) and the time of each plan."""
    places = [index("place", plan.place) if plan.place else NO_PLACE for plan in plans]
    times = [index("time", plan.time) for plan in plans]
    return torch.tensor(places, device=device), torch.tensor(times, device=device)


def render(
    plans: Sequence[Plan],
    atlas: Float[Tensor, "what style 4 s s"],
    size: int,
    random: torch.Generator,
    finished: bool = False,
) -> Float[Tensor, "b 3 size size"]:
    """The true picture of each plan in [0, 1], on the atlas's device, where `random` lives too.

    Finished as what Tuwen paints, things have shadows and reflections, and some of the rain and snow falls before them.
    """
    canvas = weathered(paint_backdrops(*backdrop_numbers(plans, atlas.device), size, random), plans, FAR)
    if not finished:
        return lay_on(canvas, plans, atlas, random)
    return weathered(lay_on(canvas, plans, atlas, random, shadows=True), plans, NEAR)


def lay_on(
    canvas: Float[Tensor, "b 3 h w"],
    plans: Sequence[Plan],
    atlas: Float[Tensor, "what style 4 s s"],
    random: torch.Generator,
    shadows: bool = False,
) -> Float[Tensor, "b 3 h w"]:
    """Lay what each plan holds over its canvas, drawn with the real sprites; all in [0, 1]."""
    table = layer_table(plans, atlas.device)
    noise = torch.randn(len(table.thing), NOISE_DIM, generator=random, device=atlas.device)
    layers = draw(atlas, table.thing, table.colour, table.style, noise)
    if shadows:
        full = [below(plan) for plan in plans]
        layers = drawn_below(full, layers, true_shadow(atlas))
        table = layer_table([each.plan for each in full], atlas.device)
    return compose(canvas, lit(layers, table.time), table.owner, table.depth, table.maps).clamp(0, 1)


def true_shadow(atlas: Float[Tensor, "what style 4 s s"]) -> Float[Tensor, "1 4 s s"]:
    """The mark that a contact shadow is, as it stands in the atlas; premultiplied."""
    return premultiplied(atlas[_DRAWABLE["shadow"], :1])
