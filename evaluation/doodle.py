"""A drawing that one person draws again and again, in a hand that nobody else has: here a fox."""

from math import cos, pi, sin
from random import Random

from PIL import Image, ImageDraw

SIDE, FINE = 256, 2  # pixels of a drawing, and how many times finer it is drawn
GROUNDS = ("#ffffff", "#f4f1e8", "#e8f0f7", "#eef7e8", "#fbeef0", "#87b5d8", "#7aa35a", "#e6d3a1")
FUR, DARK, PALE = "#b0742c", "#3a2a1c", "#f7ead2"


def doodle(dice: Random) -> Image.Image:
    """The fox as somebody doodles it: a slanted head of a kite's form, a brush of a tail, four sticks for legs.

    Where it stands, how large it is, which way it looks, how its legs and tail are held and the ground vary.
    """
    side = SIDE * FINE
    image = Image.new("RGB", (side, side), dice.choice(GROUNDS))
    pen = ImageDraw.Draw(image)
    size = side * dice.uniform(0.3, 0.46)
    x, y = side * dice.uniform(0.38, 0.62), side * dice.uniform(0.42, 0.6)
    way = dice.choice((-1, 1))
    width = max(3, round(size / 30))

    def at(across: float, down: float) -> tuple[float, float]:
        return x + way * across * size, y + down * size

    for number, place in enumerate((-0.28, -0.12, 0.16, 0.3)):
        lean = dice.uniform(-0.06, 0.06) + 0.02 * (-1) ** number
        pen.line([at(place, 0.12), at(place + lean, 0.42)], fill=DARK, width=2 * width)
    wag = dice.uniform(-0.35, 0.35)
    tail = [at(-0.38, 0.0), at(-0.62, -0.2 + wag), at(-0.86, -0.34 + wag), at(-0.7, -0.02 + wag), at(-0.4, 0.12)]
    pen.polygon(tail, fill=FUR, outline=DARK, width=width)
    pen.polygon([tail[2], at(-0.74, -0.3 + wag), at(-0.72, -0.14 + wag)], fill=PALE)
    pen.rounded_rectangle(_box(at(-0.42, -0.1), at(0.36, 0.2)), radius=size * 0.15, fill=FUR, outline=DARK, width=width)
    nod = dice.uniform(-0.05, 0.05)
    head = [at(0.2, -0.3 + nod), at(0.52, -0.34 + nod), at(0.74, 0.02 + nod), at(0.36, 0.0 + nod)]
    for ear in (0.24, 0.44):
        pen.polygon([at(ear - 0.07, -0.28 + nod), at(ear - 0.02, -0.56 + nod), at(ear + 0.1, -0.3 + nod)], fill=FUR,
                    outline=DARK, width=width)  # fmt: skip
    pen.polygon(head, fill=FUR, outline=DARK, width=width)
    pen.polygon([head[2], at(0.5, -0.04 + nod), at(0.4, 0.0 + nod)], fill=PALE)
    eye = at(0.44, -0.18 + nod)
    pen.ellipse(_box((eye[0] - 2 * width, eye[1] - 2 * width), (eye[0] + 2 * width, eye[1] + 2 * width)), fill=DARK)
    for number in range(3):
        angle = pi * (0.15 + 0.1 * number)
        begin = at(0.66, 0.0 + nod)
        pen.line([begin, (begin[0] - way * cos(angle) * size / 6, begin[1] + sin(angle) * size / 8)], fill=DARK)
    return image.resize((SIDE, SIDE), Image.Resampling.LANCZOS)


def _box(one: tuple[float, float], other: tuple[float, float]) -> tuple[float, float, float, float]:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])
