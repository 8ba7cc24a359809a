"""Stickers: what a plan holds, as large as the square allows, with nothing behind it."""

from collections.abc import Sequence
from dataclasses import replace
from math import cos, radians, sin

import torch
from jaxtyping import Float
from PIL import Image
from torch import Tensor
from torch.nn.functional import pad
from torchvision.transforms.functional import to_pil_image

from rendering.compose import alpha_over
from world.plan import Layer, Plan, Pose
from world.vocabulary import MARKS

EDGE = 0.02  # of the side, left free around everything
PAPER = 0.8  # the plain grey that a sticker lies on to be looked at
SEEN = 0.4  # of what is looked at, the largest thing's height: so they are learnt
LEAST = 0.05  # of its side, the paper on each side of a sticker


def only(plan: Plan, of: int) -> Plan:
    """The plan with nothing but one kind of thing, and what is said of it."""
    layers = tuple(replace(layer, of=0) for layer in plan.layers if layer.of == of)
    scene = replace(plan.scene, things=(plan.scene.things[of],), relation=None)
    return replace(plan, scene=scene, layers=layers)


def as_sticker(plan: Plan) -> Plan:
    """The plan without its ground, moved and enlarged to fill the square.

    What the scene says of the ground and of sizes goes with it.
    """
    left, top, right, bottom = _reach(plan.layers)
    zoom = (1 - 2 * EDGE) / max(right - left, bottom - top)

    def moved(pose: Pose) -> Pose:
        x, y = (pose.x - (left + right) / 2) * zoom + 0.5, (pose.y - (top + bottom) / 2) * zoom + 0.5
        return replace(pose, x=round(x, 4), y=round(y, 4), scale=round(pose.scale * zoom, 4))

    layers = tuple(replace(layer, pose=moved(layer.pose)) for layer in plan.layers)
    things = tuple(replace(thing, size=None) for thing in plan.scene.things)
    return replace(plan, scene=replace(plan.scene, things=things, place=None, time=None), backdrop=None, layers=layers)


def _reach(layers: Sequence[Layer]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what the layers' squares cover."""
    boxes = []
    for pose in (layer.pose for layer in layers):
        half = pose.scale / 2 * (abs(cos(radians(pose.angle))) + abs(sin(radians(pose.angle))))
        boxes.append((pose.x - half, pose.y - half, pose.x + half, pose.y + half))
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def largest_thing(plans: Sequence[Plan]) -> float:
    """The height of the largest thing of some plans, marks apart."""
    scales = (layer.pose.scale for plan in plans for layer in plan.layers if layer.what not in MARKS)
    return max(scales, default=SEEN)


def on_paper(stickers: Float[Tensor, "b 4 s s"], largest: float) -> Float[Tensor, "b 3 t t"]:
    """Premultiplied stickers on plain paper, as the recogniser looks at them: with room around what fills its square.

    `largest` is the height of the largest thing, as a share of the sticker's.
    """
    room = round(max(LEAST, (largest / SEEN - 1) / 2) * stickers.shape[-1])
    around = pad(stickers, (room, room, room, room))
    return alpha_over(around, torch.full_like(around[:, :3], PAPER))


def rgba(sticker: Float[Tensor, "4 s s"]) -> Image.Image:
    """A premultiplied sticker as a picture with straight alpha."""
    alpha = sticker[3:]
    return to_pil_image(torch.cat([(sticker[:3] / alpha.clamp_min(1e-3)).clamp(0, 1), alpha]).cpu())
