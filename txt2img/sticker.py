"""Stickers: what a plan holds, as large as the square allows, with nothing behind it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from math import cos, radians, sin

import torch
from jaxtyping import Float
from PIL import Image
from torch import Tensor
from torch.nn.functional import pad
from torchvision.transforms.functional import to_pil_image

from rendering.compose import alpha_over
from rendering.sizes import REACH, size_bounds
from world.plan import Backdrop, Layer, Plan, Pose

EDGE = 0.02  # of the side, left free around everything
FILLED = 2e-3  # of the side: what is so near to filling its square stays as it is
STANDS = 0.92  # of the canvas down, where a sticker's things stand on a ground
PAPER = 0.8  # the plain grey that a sticker lies on to be looked at
SEEN = 0.4  # of what is looked at, the largest thing's height: so they are learnt
LEAST = 0.05  # of its side, the paper on each side of a sticker


def only(plan: Plan, ids: Collection[int]) -> Plan:
    """The plan with nothing but some things, and what is said of them."""
    scene = plan.scene.with_things([thing for thing in plan.scene.things if thing.id in ids])
    return replace(plan, scene=scene, layers=tuple(layer for layer in plan.layers if layer.of in ids))


def as_sticker(plan: Plan) -> Plan:
    """The plan without its ground, moved and enlarged to fill the square.

    What the scene says of the ground goes with it, and sizes that tell nothing apart: it fills the square.
    """
    left, top, right, bottom = _reach(plan.layers)
    zoom = (1 - 2 * EDGE) / max(right - left, bottom - top)
    stuck = replace(plan, scene=plan.scene.cut_out(), backdrop=None)
    if max(abs(zoom - 1), abs(left + right - 1), abs(top + bottom - 1)) < FILLED:
        return stuck
    return _zoomed(stuck, zoom, ((left + right) / 2, (top + bottom) / 2), (0.5, 0.5))


def grounded(plan: Plan) -> Plan:
    """A sticker's plan with a plain ground behind, its things as small as they are in a picture, on their feet."""
    if plan.backdrop is not None:
        return plan
    ground = replace(plan, backdrop=Backdrop(None, "day", plan.seed))
    if not plan.layers:
        return ground
    left, _, right, bottom = _reach(plan.layers)
    usual = sum(size_bounds(len(plan.bodies))) / 2
    zoom = min(usual / max(body.pose.scale for body in plan.bodies), REACH / (right - left), 1.0)
    return _zoomed(ground, zoom, ((left + right) / 2, bottom), (0.5, STANDS))


def _zoomed(plan: Plan, zoom: float, point: tuple[float, float], to: tuple[float, float]) -> Plan:
    """The plan with all layers larger and moved so that a point of the canvas comes to lie at another."""

    def moved(pose: Pose) -> Pose:
        x, y = (pose.x - point[0]) * zoom + to[0], (pose.y - point[1]) * zoom + to[1]
        return replace(pose, x=round(x, 4), y=round(y, 4), scale=round(pose.scale * zoom, 4))

    return replace(plan, layers=tuple(replace(layer, pose=moved(layer.pose)) for layer in plan.layers))


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
    scales = (body.pose.scale for plan in plans for body in plan.bodies)
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
