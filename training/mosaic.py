"""Mosaics: pictures full of different things, each in a tile of its own, for the networks that name single things.

A scene shows one or two kinds of things; a mosaic shows up to sixteen at the same price, all as far apart as the dice
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
from training.run import IGNORED
from world.gist import Gist
from world.heldout import is_held_out
from world.plan import Backdrop, Layer, Plan, Pose
from world.scene import Scene
from world.vocabulary import ACTIONS, NATURAL, STYLES

_LIVELY = 0.4  # share of things that do something
_ANGLES = {"sleeping": 34.0, "running": 18.0, "flying": 16.0, "jumping": 14.0}  # degrees, either way; others 5


def mosaic(rng: Random, side: int) -> list[Plan]:
    """Plans of `side` × `side` tiles, row by row, each with one thing of its own and all in one place and light."""
    first = training_scene(rng)
    time = first.time or "day"
    tiles = []
    while len(tiles) < side * side:
        thing = replace(rng.choice(training_scene(rng).things), count=1, size=None)
        if rng.random() < _LIVELY:
            thing = replace(thing, action=rng.choice(ACTIONS).key)
        gist = Gist((thing,), place=first.place, time=time)
        if not is_held_out(gist):
            tiles.append(_tile(gist, rng))
    return tiles


def _tile(gist: Gist, rng: Random) -> Plan:
    (thing,) = gist.things
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
    layers = tuple(with_marks(body, thing.action, rng))
    return Plan(Scene.of(gist), Backdrop(gist.place, gist.time or "day", 0), layers, 0)


def render_mosaics(
    mosaics: Sequence[Sequence[Plan]],
    sprites: Float[Tensor, "what style 4 s s"],
    size: int,
    random: torch.Generator,
) -> Float[Tensor, "b 3 size size"]:
    """The picture of each mosaic in [0, 1]; all mosaics have as many tiles, and their side divides `size`."""
    side = round(len(mosaics[0]) ** 0.5)
    first = [tiles[0] for tiles in mosaics]
    canvas = weathered(paint_backdrops(*backdrop_numbers(first, sprites.device), size, random), first, FAR)
    cut = canvas.unflatten(3, (side, -1)).unflatten(2, (side, -1)).permute(0, 2, 4, 1, 3, 5).flatten(0, 2)
    plans = [plan for tiles in mosaics for plan in tiles]
    laid = lay_on(cut, plans, sprites, random)
    return laid.unflatten(0, (len(mosaics), side, side)).permute(0, 3, 1, 4, 2, 5).flatten(4, 5).flatten(2, 3)


def mosaic_truth(mosaics: Sequence[Sequence[Plan]], device: torch.device, strange: int = 0) -> Truth:
    """Where each thing of the mosaics is and what it is; what holds for the whole is that of the first tile.

    The things of the first `strange` mosaics have no style that the vocabulary knows.
    """
    side = round(len(mosaics[0]) ** 0.5)
    each = truth([plan for tiles in mosaics for plan in tiles], device)
    number = each.owner % (side * side)
    corner = torch.stack([number % side, number // side], 1)
    whole = truth([tiles[0] for tiles in mosaics], device)
    return replace(
        each,
        owner=each.owner // (side * side),
        centre=(each.centre + corner) / side,
        scale=each.scale / side,
        style=each.style.where(each.owner >= strange * side * side, IGNORED),
        place=whole.place,
        time=whole.time,
    )
