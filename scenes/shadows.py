"""Contact shadows: what stands on the ground darkens it where it stands."""

from dataclasses import dataclass, replace

from scenes.layout import FLOATING
from scenes.plan import Layer, Plan, Pose
from scenes.sprites import MARGIN
from scenes.vocabulary import MARKS, NATURAL
from scenes.vocabulary import thing as vocabulary_thing

SHADE = 0.6  # of the shadow mark's opacity
GROUND = 0.62  # of the canvas, from which down a thing's foot is on the ground
_WIDE = 0.8  # of a thing's square is a shadow's
_SUNK = 0.35  # of its own square, how far a shadow's middle lies below the square's
_SHADOWLESS = ("jumping", "flying", "swimming", "sleeping")  # lifted, hidden by waves, leaning


@dataclass(frozen=True)
class Shaded:
    """A plan with shadows among its layers, and which of the layers are shadows."""

    plan: Plan
    shadows: tuple[bool, ...]


def shaded(plan: Plan) -> Shaded:
    """The plan with a contact shadow under every thing that stands on the ground, right behind it."""
    layers: list[Layer] = []
    shadows: list[bool] = []
    for layer in plan.layers:
        if _stands(plan, layer):
            layers.append(_shadow(layer))
            shadows.append(True)
        layers.append(layer)
        shadows.append(False)
    return Shaded(replace(plan, layers=tuple(layers)), tuple(shadows))


def _shadow(layer: Layer) -> Layer:
    spread = _WIDE * layer.pose.scale
    pose = Pose(layer.pose.x, _foot(layer.pose) - _SUNK * spread, spread)
    return replace(layer, what="shadow", colour=NATURAL, blend=None, pose=pose)


def _foot(pose: Pose) -> float:
    return pose.y + pose.scale * (0.5 - MARGIN)


def _stands(plan: Plan, layer: Layer) -> bool:
    if layer.what in MARKS or layer.of is None or plan.place in (*FLOATING, "sea"):
        return False
    rides = plan.scene.relation == "on" and layer.of == 0
    lifted = vocabulary_thing(layer.what).kind == "sky" or plan.scene.things[layer.of].action in _SHADOWLESS
    return not rides and not lifted and _foot(layer.pose) > GROUND
