"""What a true render shows, as the numbers that a recogniser is to find."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Float, Int
from torch import Tensor

from rendering.places import NO_PLACE
from world.plan import Layer, Plan
from world.vocabulary import index


@dataclass(frozen=True)
class Truth:
    """Every single thing of a batch of plans, and what holds for each whole plan."""

    owner: Int[Tensor, "n"]  # which plan
    centre: Float[Tensor, "n 2"]  # x, y as shares of the canvas
    scale: Float[Tensor, "n"]  # height as a share of the canvas
    object: Int[Tensor, "n"]
    colour: Int[Tensor, "n"]
    action: Int[Tensor, "n"]  # 0: none
    style: Int[Tensor, "n"]
    place: Int[Tensor, "b"]  # NO_PLACE: none
    time: Int[Tensor, "b"]


def truth(plans: Sequence[Plan], device: torch.device) -> Truth:
    """What the plans show, marks left out."""
    bodies = [(owner, layer) for owner, plan in enumerate(plans) for layer in plan.bodies]
    numbers = torch.tensor([_numbers(owner, layer, plans[owner]) for owner, layer in bodies], device=device).unbind(1)
    places = torch.tensor([[layer.pose.x, layer.pose.y, layer.pose.scale] for _, layer in bodies], device=device)
    whole = torch.tensor([_whole(plan) for plan in plans], device=device).unbind(1)
    return Truth(numbers[0], places[:, :2], places[:, 2], *numbers[1:], *whole)


def _numbers(owner: int, layer: Layer, plan: Plan) -> tuple[int, ...]:
    assert layer.of is not None
    thing = plan.scene.thing(layer.of)
    return (
        owner,
        index("object", layer.what),
        index("colour", layer.colour),
        index("action", thing.action) + 1 if thing.action else 0,
        index("style", layer.style),
    )


def _whole(plan: Plan) -> tuple[int, int]:
    return index("place", plan.place) if plan.place else NO_PLACE, index("time", plan.time)
