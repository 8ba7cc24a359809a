"""Crowds: pictures full of different things, each in a tile of its own, for the networks that name single things.

A scene shows one or two kinds of things; a crowd shows up to sixteen at the same price, all as far apart as the dice
say in object, colour, action, style and size on the canvas.
"""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import torch
from jaxtyping import Float
from torch import Tensor

from rendering.layout import with_marks
from rendering.places import paint_backdrops
from rendering.render import backdrop_numbers, lay_on
from rendering.sampling import training_scene
from rendering.truth import Truth, truth
from rendering.weather import FAR, weathered
from training.loop import IGNORED
from world.gist import Gist
from world.heldout import is_held_out
from world.plan import Backdrop, Layer, Plan, Pose
from world.vocabulary import ACTIONS, NATURAL, STYLES

_LIVELY = 0.4  # share of things that do something
_ANGLES = {"sleeping": 34.0, "running": 18.0, "flying": 16.0, "jumping": 14.0}  # degrees, either way; others 5


def crowd(rng: Random, side: int) -> list[Plan]:
    """Plans of `side` × `side` tiles, row by row, each with one thing of its own and all in one place and light."""
    first = training_scene(rng)
    time = first.time or "day"
    tiles = []
    while len(tiles) < side * side:
        thing = replace(rng.choice(training_scene(rng).things), count=1, size=None)
        if rng.random() < _LIVELY:
            thing = replace(thing, action=rng.choice(ACTIONS).key)
        scene = Gist((thing,), place=first.place, time=time)
        if not is_held_out(scene):
            tiles.append(_tile(scene, rng))
    return tiles


def _tile(scene: Gist, rng: Random) -> Plan:
    (thing,) = scene.things
    turn = _ANGLES.get(thing.action or "", 5.0)
    pose = Pose(
        rng.uniform(0.42, 0.58),
        rng.uniform(0.42, 0.58),
        rng.uniform(0.75, 1.3),
        rng.uniform(-turn, turn),
        rng.random() < 0.5,
    )
    style = rng.choice(STYLES).key
    body = Layer(thing.object, pose, 0, thing.colour or NATURAL, style, 0)
    return Plan(scene, Backdrop(scene.place, scene.time or "day", 0), tuple(with_marks(body, thing.action, rng)), 0)


def render_crowds(
    crowds: Sequence[Sequence[Plan]],
    sprites: Float[Tensor, "what style 4 s s"],
    size: int,
    random: torch.Generator,
) -> Float[Tensor, "b 3 size size"]:
    """The picture of each crowd in [0, 1]; all crowds have as many tiles, and their side divides `size`."""
    side = round(len(crowds[0]) ** 0.5)
    first = [tiles[0] for tiles in crowds]
    canvas = weathered(paint_backdrops(*backdrop_numbers(first, sprites.device), size, random), first, FAR)
    cut = canvas.unflatten(3, (side, -1)).unflatten(2, (side, -1)).permute(0, 2, 4, 1, 3, 5).flatten(0, 2)
    plans = [plan for tiles in crowds for plan in tiles]
    laid = lay_on(cut, plans, sprites, random)
    return laid.unflatten(0, (len(crowds), side, side)).permute(0, 3, 1, 4, 2, 5).flatten(4, 5).flatten(2, 3)


def crowd_truth(crowds: Sequence[Sequence[Plan]], device: torch.device, strange: int = 0) -> Truth:
    """Where each thing of the crowds is and what it is; what holds for the whole is that of the first tile.

    The things of the first `strange` crowds have no style that the vocabulary knows.
    """
    side = round(len(crowds[0]) ** 0.5)
    each = truth([plan for tiles in crowds for plan in tiles], device)
    number = each.owner % (side * side)
    corner = torch.stack([number % side, number // side], 1)
    whole = truth([tiles[0] for tiles in crowds], device)
    return replace(
        each,
        owner=each.owner // (side * side),
        centre=(each.centre + corner) / side,
        scale=each.scale / side,
        style=each.style.where(each.owner >= strange * side * side, IGNORED),
        place=whole.place,
        time=whole.time,
    )
