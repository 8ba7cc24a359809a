"""What lies below things: a contact shadow where they stand on ground, a reflection where they float on the sea."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import torch
from jaxtyping import Float
from torch import Tensor

from rendering.layout import FLOATING
from rendering.ties import ties
from world.plan import Layer, Plan, Pose
from world.vocabulary import MARKS, NATURAL
from world.vocabulary import thing as vocabulary_thing

SHADE = 0.6  # of the shadow mark's opacity
MIRRORED = 0.3  # of a thing's opacity is its reflection's
GROUND = 0.62  # of the canvas, from which down a thing's foot is on the ground or the water
SEA = "sea"
_WIDE = 0.8  # of a thing's square is a shadow's
_SUNK = 0.35  # of its own square, how far a shadow's middle lies below the square's
_LEAVES_NOTHING = ("jumping", "flying", "swimming", "sleeping")  # lifted, hidden by waves, leaning


@dataclass(frozen=True)
class Below:
    """A plan with what its things leave below them, and for each layer which one of the plan's own it shows.

    None stands for a contact shadow.
    """

    plan: Plan
    shows: tuple[int | None, ...]
    opacity: tuple[float, ...]


def below(plan: Plan) -> Below:
    """The plan with a shadow or reflection right behind every thing that stands on the ground or floats on the sea."""
    layers: list[Layer] = []
    shows: list[int | None] = []
    opacity: list[float] = []
    lying = {tie.child for tie in ties(plan.scene) if not tie.loose}
    for at, layer in enumerate(plan.layers):
        if _stands(plan, layer, lying):
            at_sea = plan.place == SEA
            layers.append(_reflection(layer) if at_sea else _shadow(layer))
            shows.append(at if at_sea else None)
            opacity.append(MIRRORED if at_sea else SHADE)
        layers.append(layer)
        shows.append(at)
        opacity.append(1.0)
    return Below(replace(plan, layers=tuple(layers)), tuple(shows), tuple(opacity))


def drawn_below(
    full: Sequence[Below], drawn: Float[Tensor, "n 4 s s"], shadow: Float[Tensor, "1 4 s s"]
) -> Float[Tensor, "m 4 s s"]:
    """The layers of plans with what lies below things, from what was drawn of their own layers, all premultiplied."""
    shown, first = [], 0
    for each in full:
        shown += [len(drawn) if own is None else first + own for own in each.shows]
        first += len({own for own in each.shows if own is not None})
    opacity = torch.tensor([share for each in full for share in each.opacity], device=drawn.device)
    return torch.cat([drawn, shadow])[shown] * opacity.view(-1, 1, 1, 1)


def _shadow(layer: Layer) -> Layer:
    spread = _WIDE * layer.pose.scale
    pose = Pose(layer.pose.x, layer.pose.foot - _SUNK * spread, spread)
    return replace(layer, what="shadow", colour=NATURAL, blend=None, pose=pose)


def _reflection(layer: Layer) -> Layer:
    """The layer upside down below its own foot."""
    pose = layer.pose
    upside_down = replace(pose, y=2 * pose.foot - pose.y, angle=180.0 - pose.angle, flip=not pose.flip)
    return replace(layer, pose=upside_down)


def _stands(plan: Plan, layer: Layer, lying: Collection[int]) -> bool:
    if layer.what in MARKS or layer.of is None or layer.of in lying or plan.place in FLOATING:
        return False
    lifted = vocabulary_thing(layer.what).kind == "sky" or plan.scene.thing(layer.of).action in _LEAVES_NOTHING
    return not lifted and layer.pose.foot > GROUND
