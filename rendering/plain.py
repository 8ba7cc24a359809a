"""A plain ground, for scenes that name no place: a soft wall and a floor that meets it without an edge."""

from typing import TYPE_CHECKING

import torch
from jaxtyping import Float
from torch import Tensor

if TYPE_CHECKING:
    from rendering.places import Brush

TINTS = (  # what it may be where nobody says a colour, from 0 to 255
    (203, 228, 247),
    (207, 238, 221),
    (253, 226, 204),
    (252, 240, 200),
    (250, 219, 226),
    (226, 220, 247),
    (200, 236, 238),
    (247, 240, 226),
)
DYES = {  # of the colours that somebody may say
    "natural": (228, 228, 224),
    "red": (233, 106, 98),
    "orange": (250, 166, 92),
    "yellow": (253, 221, 104),
    "green": (135, 200, 122),
    "blue": (104, 170, 232),
    "purple": (170, 138, 218),
    "pink": (248, 180, 204),
    "brown": (152, 108, 76),
    "black": (44, 44, 50),
    "white": (253, 253, 253),
    "grey": (176, 179, 184),
}
FLOOR = 0.72  # how far down the wall ends, as a share of the canvas
LIGHTER, DARKER = 0.45, 0.93  # how much whiter the wall is at the top, and what is left of it on the floor


def plain(brush: "Brush", colour: str | None = None) -> None:
    """Paint a plain ground, in a tint of the canvas's own where no colour (a key of COLOURS) is said."""
    tint = _tint(brush) if colour is None else brush.colour(*DYES[colour], vary=0.0)
    top = tint + LIGHTER * (1 - tint) * (colour != "black")
    floor = brush.below(brush.uniform(FLOOR - 0.04, FLOOR + 0.04), 0.035)
    brush.gradient(top, tint, FLOOR)
    brush.lay(floor, tint * (DARKER + (1 - DARKER) * (colour == "white") / 2))
    brush.grain(torch.ones_like(brush.canvas[:, :1]), 0.006, 8)


def _tint(brush: "Brush") -> Float[Tensor, "b 3 1 1"]:
    tints = torch.tensor(TINTS, device=brush.device).float() / 255
    number = (brush.uniform(0, len(TINTS))[:, 0, 0, 0]).long().clamp(max=len(TINTS) - 1)
    return (tints[number][..., None, None] + brush.uniform(-0.02, 0.02)).clamp(0, 1)
