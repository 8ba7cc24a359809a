"""Room around a thing that fills its picture: the recogniser learnt things of half a picture's height and less."""

from collections import deque
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image, ImageOps

from img2txt.view import View

SIDE = 32  # pixels a side in which a picture is looked over
LIKE = 20  # of 255, how far a pixel's channels may be from the ground's
FILLS, BROAD = 0.65, 0.4  # of the square, from which on one thing is too large: its longer and its shorter side
ROOMY = 0.38  # of the square that such a thing is given: 67 of 77 stickers on white are named, 54 with 0.5, few without


@dataclass(frozen=True)
class Zoom:
    """How much larger a picture looked than it was shown to the recogniser; 1 changes nothing."""

    factor: float = 1.0

    def of(self, view: View) -> View:
        """What was seen, where it stands in the picture itself."""
        if self.factor == 1.0:
            return view
        singles = (
            replace(one, x=self._out(one.x), y=self._out(one.y), scale=min(1.0, one.scale * self.factor))
            for one in view.singles
        )
        return replace(view, singles=tuple(singles))

    def _out(self, place: float) -> float:
        return min(max((place - 0.5) * self.factor + 0.5, 0.0), 1.0)


def with_room(image: Image.Image) -> tuple[Image.Image, Zoom]:
    """An RGB image whose one thing fills it on a plain ground, with more of that ground around; others as they are."""
    plain = _ground(image)
    if plain is None:
        return image, Zoom()
    wide, high = _largest(image, plain)
    if max(wide, high) < FILLS or min(wide, high) < BROAD:
        return image, Zoom()
    factor = max(wide, high) / ROOMY
    room = round((factor - 1) / 2 * max(image.size))
    return ImageOps.expand(image, room, plain), Zoom(factor)


def _ground(image: Image.Image) -> tuple[int, int, int] | None:
    """The one colour of the picture's edges; None where they have several."""
    small = np.asarray(image.resize((SIDE, SIDE), Image.Resampling.NEAREST)).astype(int)
    edges = np.concatenate([small[0], small[-1], small[:, 0], small[:, -1]])
    red, green, blue = np.median(edges, 0).round().astype(int).tolist()
    alike = (np.abs(edges - [red, green, blue]) <= LIKE).all(1)
    return (red, green, blue) if alike.mean() > 0.9 else None


def _largest(image: Image.Image, ground: tuple[int, int, int]) -> tuple[float, float]:
    """Width and height of the largest connected thing, as shares of the picture's longer side."""
    scale = SIDE / max(image.size)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    small = np.asarray(image.resize(size, Image.Resampling.BILINEAR)).astype(int)
    there = np.argwhere((np.abs(small - ground) > LIKE).any(2))
    if not len(there) or np.ptp(there, axis=0).max() + 1 < FILLS * SIDE:
        return 0.0, 0.0  # all of it together is small enough
    left = {(y, x) for y, x in there.tolist()}
    best = (0, 0, 0)
    while left:
        queue, found = deque([left.pop()]), []
        while queue:
            y, x = queue.popleft()
            found.append((y, x))
            beside = {(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)} & left
            left -= beside
            queue.extend(beside)
        ys, xs = zip(*found, strict=True)
        best = max(best, (len(found), max(xs) - min(xs) + 1, max(ys) - min(ys) + 1))
    return best[1] / SIDE, best[2] / SIDE
