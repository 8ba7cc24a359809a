"""The main colours of a picture, by the names of the vocabulary."""

import colorsys
from collections import Counter

import torch
from jaxtyping import Float
from PIL import Image
from torch import Tensor

SIDE = 48  # pixels that a photo is reduced to
CORNER = 16  # how many of its corners a picture's side holds
LEAST = 0.18  # of the photo, weighed towards its middle: less is no main colour
_HUES = (  # degrees up to which a hue goes by that name
    (14, "red"), (42, "orange"), (68, "yellow"), (165, "green"), (258, "blue"), (300, "purple"), (336, "pink"),
    (360, "red"),
)  # fmt: skip


Colours = tuple[tuple[str, float], ...]  # vocabulary keys and their shares


def main_colours(image: Image.Image, most: int = 2) -> Colours:
    """Vocabulary keys of the commonest colours of an RGB image with their shares in [0, 1], the largest first."""
    small = image.convert("RGB").resize((SIDE, SIDE), Image.Resampling.BOX).tobytes()
    counted: Counter[str] = Counter()
    for at, rgb in enumerate(zip(small[::3], small[1::3], small[2::3], strict=True)):
        inner = all(SIDE // 4 <= place < 3 * SIDE // 4 for place in divmod(at, SIDE))
        counted[name_of(*rgb)] += 3 if inner else 1
    total = counted.total()
    return tuple((name, count / total) for name, count in counted.most_common(most) if count / total >= LEAST)


def ground_colour(picture: Float[Tensor, "3 h w"]) -> str:
    """What people would call the colour of a picture's lower corners, as a vocabulary key; the picture is in [0, 1]."""
    side = max(1, picture.shape[-1] // CORNER)
    corners = torch.cat([picture[:, -side:, :side], picture[:, -side:, -side:]], -1)
    red, green, blue = (255 * corners.flatten(1).median(1).values).round().int().tolist()
    return name_of(red, green, blue)


def name_of(red: int, green: int, blue: int) -> str:
    """What people would call a colour (channels 0 to 255), as a vocabulary key."""
    hue, saturation, value = colorsys.rgb_to_hsv(red / 255, green / 255, blue / 255)
    if value < 0.18:
        return "black"
    if saturation < 0.16 or (saturation < 0.3 and value < 0.3):
        return "white" if value > 0.82 else "grey" if value > 0.25 else "black"
    name = next(name for until, name in _HUES if hue * 360 <= until)
    if name in ("red", "orange") and value < 0.62 and (name == "orange" or saturation < 0.75):
        return "brown"
    if name == "red" and saturation < 0.55 and value > 0.7:
        return "pink"
    return name
