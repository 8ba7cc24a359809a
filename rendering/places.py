"""Procedural backdrops: every place in every light, endlessly varied, painted as one batch on any device."""

from collections.abc import Callable
from math import pi

import torch
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn.functional import interpolate

from rendering.plain import plain
from world.vocabulary import PLACES, TIMES

POINTS = 16  # where a backdrop's clouds, peaks or trunks stand; the last is the sun's
NOISE_DIM = 128  # numbers that decide a backdrop: how far across its points are, how far down, then everything else
LIGHT_COLUMN = 112  # of those numbers, from which on they decide the light: a sun is alike wherever it is seen
NO_PLACE = len(PLACES)  # the number of "no place": a plain ground
HORIZON = {  # how far down the ground begins, as a share of the canvas; None: there is no ground
    "grass": 0.50,
    "beach": 0.60,
    "sea": 0.42,
    "sky": None,
    "snow": 0.52,
    "desert": 0.52,
    "forest": 0.60,
    "city": 0.66,
    "room": 0.64,
    "mountains": 0.64,
    "space": None,
    "garden": 0.60,
    "underwater": None,
}
SHELTERED = {
    "room": ("day", "night"),
    "space": ("day",),
    "underwater": ("day", "night"),
}  # where weather cannot be seen


WEATHERS = ("rain", "snowfall")
DEEPER = 0.7  # what the night leaves of a plain ground's light, which would be pale otherwise
Area = tuple[tuple[float, float], tuple[float, float]]  # bounds across and down, as shares of the canvas


def _anywhere(number: int, *down: float, across: tuple[float, float] = (-0.1, 1.1)) -> list[Area]:
    """Areas of some things that stand wherever they like between two heights."""
    return [(across, (down[0], down[1]))] * number


def _in_a_row(number: int, *down: float) -> list[Area]:
    """Areas of some things that stand side by side."""
    return [(((i + 0.1) / number, (i + 0.9) / number), (down[0], down[1])) for i in range(number)]


AREAS: dict[str, list[Area]] = {  # of each place's points
    "grass": _anywhere(2, 0.08, 0.36),
    "beach": _anywhere(2, 0.08, 0.27),
    "sea": _anywhere(2, 0.08, 0.25),
    "sky": [*_anywhere(3, 0.1, 0.5), *_anywhere(3, 0.6, 0.95)],
    "forest": [*_in_a_row(7, -0.1, -0.05), *_in_a_row(4, -0.1, -0.05)],
    "city": [*_in_a_row(7, 0.20, 0.42), *_in_a_row(5, 0.30, 0.52)],
    "room": _anywhere(1, 0.08, 0.14, across=(0.12, 0.6)),
    "mountains": [
        *_anywhere(2, 0.08, 0.36),
        *_anywhere(3, 0.16, 0.30, across=(0.0, 1.0)),
        *_anywhere(3, 0.26, 0.42, across=(0.0, 1.0)),
    ],
    "space": [*_anywhere(1, 0.0, 1.0, across=(0.0, 1.0)), *_anywhere(1, 0.0, 1.0)],
    "garden": [*_anywhere(2, 0.08, 0.3), *_anywhere(13, 0.68, 1.0)],
    "underwater": [
        *_anywhere(3, 0.0, 0.0, across=(0.0, 1.0)),
        *_anywhere(5, 0.6, 0.85, across=(0.0, 1.0)),
        *_anywhere(7, 0.05, 0.8),
    ],
}
STARS = 24  # cells along a side of a starry sky, of which three in ten hold a star


class Brush:
    """A batch of canvases of one place. `noise` decides shapes and colours in turn, `random` only the texture."""

    def __init__(self, noise: Float[Tensor, "b z"], points: Float[Tensor, "b p 2"], size: int, random: torch.Generator):
        self.count, self.size, self.random = len(noise), size, random
        self.device = noise.device
        self.numbers, self.used = torch.special.ndtr(noise), 2 * POINTS
        self.points, self.placed, self.last = points, 0, POINTS - 1
        step = (torch.arange(size, device=self.device) + 0.5) / size
        self.y, self.x = step.view(1, 1, size, 1), step.view(1, 1, 1, size)
        self.canvas = torch.zeros(self.count, 3, size, size, device=self.device)

    def uniform(self, low: float, high: float, channels: int = 1) -> Tensor:
        """A number (or several) for each canvas: [b channels 1 1]."""
        columns = torch.arange(self.used, self.used + channels, device=self.device)
        self.used += channels
        wrapped = torch.where(columns < NOISE_DIM, columns, columns % NOISE_DIM + 2 * POINTS)
        return low + (high - low) * self.numbers[:, wrapped, None, None]

    def point(self) -> tuple[Tensor, Tensor]:
        """Where the next thing stands: [b 1 1 1] twice."""
        x, y = self.points[:, self.placed, :, None, None, None].unbind(1)
        self.placed += 1
        return x, y

    def colour(self, *rgb: float, vary: float = 0.05) -> Tensor:
        """A colour (0 to 255) that differs a little on each canvas: [b 3 1 1]."""
        base = torch.tensor(rgb, device=self.device).view(1, 3, 1, 1) / 255
        return (base + self.uniform(-vary, vary) + self.uniform(-vary / 2, vary / 2, 3)).clamp(0, 1)

    def noise(self, cells: int) -> Tensor:
        """Smooth noise in about [-1, 1]: [b 1 s s]."""
        coarse = torch.randn(self.count, 1, cells, cells, generator=self.random, device=self.device)
        return 0.5 * interpolate(coarse, size=(self.size, self.size), mode="bicubic", align_corners=False)

    def curve(self, height: Tensor, amplitude: float, waves: float) -> Tensor:
        """A hilly line across the canvas: [b 1 1 s]."""
        first, second = self.uniform(0.6, 1.4), self.uniform(1.6, 2.6)
        a, b = self.uniform(0, 2 * pi), self.uniform(0, 2 * pi)
        across = 2 * pi * waves * self.x
        return height + amplitude * (0.7 * (across * first + a).sin() + 0.3 * (across * second + b).sin())

    def below(self, line: Tensor, soft: float = 0.006) -> Tensor:
        """How much of each pixel lies under a line, in [0, 1]."""
        return ((self.y - line) / soft).sigmoid()

    def lay(self, cover: Tensor, colour: Tensor) -> None:
        """Paint a colour where `cover` is 1."""
        self.canvas = self.canvas + cover * (colour - self.canvas)

    def gradient(self, top: Tensor, bottom: Tensor, until: float = 1.0) -> None:
        self.canvas = top + (bottom - top) * (self.y / until).clamp(0, 1)

    def grain(self, cover: Tensor, strength: float, cells: int = 32) -> None:
        self.canvas = (self.canvas + cover * strength * self.noise(cells)).clamp(0, 1)

    def discs(self, number: int, radius: tuple[float, float]) -> Tensor:
        """Cover of some discs at the next points, and anywhere below the middle where none are left."""
        cover = torch.zeros_like(self.canvas[:, :1])
        for _ in range(number):
            r = self.uniform(*radius)
            x, y = self.point() if self.placed < self.last else (self.uniform(-0.1, 1.1), self.uniform(0.68, 1.0))
            dx, dy = self.x - x, self.y - y
            cover = torch.maximum(cover, ((r - (dx.square() + dy.square()).sqrt()) / 0.008).sigmoid())
        return cover

    def clouds(self, number: int, width: tuple[float, float]) -> Tensor:
        """Cover of some clouds at the next points: heaps of five puffs on a flat base."""
        cover = torch.zeros_like(self.canvas[:, :1])
        for _ in range(number):
            wide, (left, base) = self.uniform(*width), self.point()
            lean, heap = self.uniform(-0.3, 0.3), torch.zeros_like(cover)
            for place, size in ((-0.9, 0.22), (-0.45, 0.36), (0.05, 0.45), (0.5, 0.32), (0.85, 0.2)):
                r = wide * size * (1 + lean * place)
                dx, dy = self.x - left - wide * place, self.y - base + 0.8 * r
                heap = torch.maximum(heap, ((r - (dx.square() + dy.square()).sqrt()) / 0.008).sigmoid())
            cover = torch.maximum(cover, heap * (1 - self.below(base, 0.004)))
        return cover

    def bars(self, number: int, width: tuple[float, float], bottom: float) -> Tensor:
        """Cover of some upright bars from the next points down to `bottom`."""
        cover = torch.zeros_like(self.canvas[:, :1])
        for _ in range(number):
            centre, start = self.point()
            inside = ((self.uniform(*width) - (self.x - centre).abs()) / 0.004).sigmoid()
            upright = self.below(start) * (1 - self.below(torch.tensor(bottom, device=self.device)))
            cover = torch.maximum(cover, inside * upright)
        return cover


def _sky(brush: Brush, until: float = 0.6) -> None:
    brush.gradient(brush.colour(96, 176, 240), brush.colour(205, 232, 250), until)
    if until < 1:
        clouds = brush.clouds(2, (0.07, 0.13))
        brush.lay(0.7 * clouds, brush.colour(255, 255, 255, vary=0.0))


def _grass(brush: Brush) -> None:
    _sky(brush)
    far = brush.below(brush.curve(brush.uniform(0.42, 0.48), 0.03, 1.0))
    brush.lay(far, brush.colour(140, 200, 105))
    near = brush.below(brush.curve(brush.uniform(0.50, 0.58), 0.02, 0.7))
    brush.lay(near, brush.colour(105, 180, 75))
    brush.grain(near, 0.07)
    brush.lay(0.5 * near * (brush.noise(48) > 0.55), brush.colour(70, 145, 55))


def _beach(brush: Brush) -> None:
    _sky(brush, 0.45)
    brush.lay(brush.below(brush.uniform(0.40, 0.46)), brush.colour(60, 160, 210))
    shore = brush.curve(brush.uniform(0.54, 0.62), 0.015, 1.5)
    brush.lay(brush.below(shore - 0.025), brush.colour(235, 248, 252, vary=0.02))
    sand = brush.below(shore)
    brush.lay(sand, brush.colour(238, 214, 160))
    brush.grain(sand, 0.05, 40)


def _sea(brush: Brush) -> None:
    _sky(brush, 0.42)
    line = brush.uniform(0.38, 0.45)
    water = brush.below(line)
    depth = ((brush.y - line) / 0.6).clamp(0, 1)
    near, far = brush.colour(25, 95, 170), brush.colour(75, 165, 220)
    brush.lay(water, far + (near - far) * depth)
    ripple = (2 * pi * (brush.uniform(9, 13) * brush.y + 0.35 * brush.noise(6)) + brush.uniform(0, 6)).sin()
    brush.lay(0.35 * water * (ripple > 0.86), brush.colour(190, 228, 246, vary=0.02))


def _heaven(brush: Brush) -> None:
    brush.gradient(brush.colour(70, 150, 235), brush.colour(190, 225, 250))
    for _ in range(2):
        brush.lay(0.85 * brush.clouds(3, (0.08, 0.17)), brush.colour(250, 253, 255, vary=0.01))


def _snow(brush: Brush) -> None:
    brush.gradient(brush.colour(150, 185, 215), brush.colour(222, 233, 243), 0.55)
    brush.lay(brush.below(brush.curve(brush.uniform(0.42, 0.48), 0.04, 1.0)), brush.colour(215, 228, 242))
    ground = brush.below(brush.curve(brush.uniform(0.52, 0.58), 0.02, 0.8))
    brush.lay(ground, brush.colour(240, 246, 252, vary=0.03))
    brush.grain(ground, 0.02, 12)


def _desert(brush: Brush) -> None:
    brush.gradient(brush.colour(245, 190, 120), brush.colour(252, 228, 180), 0.55)
    brush.lay(brush.below(brush.curve(brush.uniform(0.44, 0.50), 0.06, 0.8)), brush.colour(225, 165, 90))
    brush.lay(brush.below(brush.curve(brush.uniform(0.55, 0.62), 0.05, 0.6)), brush.colour(212, 148, 72))
    ripple = (2 * pi * (14 * brush.y + 0.5 * brush.noise(5))).sin()
    brush.lay(0.2 * brush.below(brush.uniform(0.66, 0.7)) * (ripple > 0.7), brush.colour(170, 110, 50))


def _forest(brush: Brush) -> None:
    brush.gradient(brush.colour(70, 120, 75), brush.colour(150, 190, 120), 0.6)
    brush.grain(torch.ones_like(brush.canvas[:, :1]), 0.12, 20)
    brush.lay(brush.bars(7, (0.012, 0.03), 0.63), brush.colour(85, 62, 42))
    brush.lay(brush.bars(4, (0.03, 0.05), 0.68), brush.colour(62, 44, 30))
    leaves = 1 - brush.below(brush.curve(brush.uniform(0.10, 0.18), 0.05, 3.0))
    brush.lay(leaves, brush.colour(35, 85, 45))
    ground = brush.below(brush.curve(brush.uniform(0.60, 0.66), 0.015, 1.0))
    brush.lay(ground, brush.colour(80, 110, 55))
    brush.grain(ground, 0.09, 40)


def _city(brush: Brush) -> None:
    brush.gradient(brush.colour(160, 195, 225), brush.colour(225, 230, 235), 0.6)
    brush.lay(brush.bars(7, (0.06, 0.09), 0.7), brush.colour(165, 175, 190))
    front = brush.bars(5, (0.07, 0.10), 0.7)
    brush.lay(front, brush.colour(120, 128, 148))
    cells = ((brush.x * 26) % 1 > 0.45) & ((brush.y * 22) % 1 > 0.5)
    brush.lay(0.8 * front * cells, brush.colour(250, 226, 150))
    road = brush.below(torch.full_like(brush.x, 0.68))
    brush.lay(road, brush.colour(95, 98, 105))
    brush.lay(road * (brush.y < 0.71), brush.colour(175, 175, 178))
    dashes = ((brush.y - 0.86).abs() < 0.012) & (((brush.x * 5 + brush.uniform(0, 1)) % 1) < 0.55)
    brush.lay(dashes.float(), brush.colour(240, 238, 225, vary=0.02))


def _room(brush: Brush) -> None:
    wall = brush.colour(236, 214, 186, vary=0.1)
    brush.canvas = wall.expand_as(brush.canvas) * (1 - 0.06 * ((brush.x * 12) % 1 > 0.5))
    left, top = brush.point()
    for grow, colour in ((0.02, (250, 250, 248)), (0.0, (165, 210, 240))):
        dx, dy = (brush.x - left - 0.13).abs() < 0.13 + grow, (brush.y - top - 0.13).abs() < 0.13 + grow
        brush.lay((dx & dy).float(), brush.colour(*colour, vary=0.02))
    cross = ((brush.x - left - 0.13).abs() < 0.006) | ((brush.y - top - 0.13).abs() < 0.006)
    inside = ((brush.x - left - 0.13).abs() < 0.13) & ((brush.y - top - 0.13).abs() < 0.13)
    brush.lay((cross & inside).float(), brush.colour(250, 250, 248, vary=0.02))
    floor = brush.below(torch.full_like(brush.x, 0.66))
    brush.lay(floor, brush.colour(176, 124, 78))
    brush.lay(0.35 * floor * (((brush.y * 16) % 1) < 0.1), brush.colour(110, 72, 42))
    brush.lay(((brush.y - 0.655).abs() < 0.012).float().expand_as(floor), brush.colour(246, 240, 230, vary=0.02))


def _mountains(brush: Brush) -> None:
    _sky(brush, 0.6)
    for reach, rgb in ((0.55, (140, 155, 185)), (0.42, (105, 120, 150))):
        for _ in range(3):
            peak, top = brush.point()
            line = top + (brush.x - peak).abs() * (brush.uniform(0.9, 1.3) * reach * 2)
            brush.lay(brush.below(line), brush.colour(*rgb))
            brush.lay(brush.below(line) * (brush.y < top + 0.07 + 0.03 * brush.noise(12)), brush.colour(245, 248, 252))
    brush.lay(brush.below(brush.curve(brush.uniform(0.62, 0.68), 0.02, 1.0)), brush.colour(120, 165, 95))


def _space(brush: Brush) -> None:
    brush.gradient(brush.colour(14, 12, 40, vary=0.03), brush.colour(38, 22, 70, vary=0.04))
    x, y = brush.point()
    glow = torch.exp(-6 * ((brush.x - x).square() + (brush.y - y).square())) * brush.uniform(0.2, 0.5)
    brush.lay(glow, brush.colour(110, 60, 150, vary=0.1))
    _stars(brush, torch.ones_like(glow))
    planet = brush.discs(1, (0.06, 0.12))
    brush.lay(planet, brush.colour(190, 120, 90, vary=0.2) * (1.1 - 0.5 * brush.y))


def _garden(brush: Brush) -> None:
    _sky(brush, 0.5)
    hedge = brush.below(brush.curve(brush.uniform(0.34, 0.40), 0.02, 4.0))
    brush.lay(hedge, brush.colour(60, 120, 60))
    brush.grain(hedge, 0.10, 40)
    lawn = brush.below(brush.uniform(0.60, 0.64))
    brush.lay(lawn, brush.colour(125, 195, 90))
    slat = ((brush.x * brush.uniform(11, 15) + brush.uniform(0, 1)) % 1 < 0.62) & ((brush.y - 0.55).abs() < 0.085)
    rail = ((brush.y - 0.51).abs() < 0.012) | ((brush.y - 0.59).abs() < 0.012)
    brush.lay((slat | rail.expand_as(slat)).float(), brush.colour(248, 244, 236, vary=0.03))
    for rgb in ((230, 70, 90), (250, 200, 60), (190, 110, 220), (250, 250, 250)):
        brush.lay(brush.discs(5, (0.010, 0.018)), brush.colour(*rgb))


def _underwater(brush: Brush) -> None:
    brush.gradient(brush.colour(60, 190, 215), brush.colour(14, 70, 130))
    for _ in range(3):
        (top, _), lean = brush.point(), brush.uniform(-0.3, 0.3)
        beam = ((brush.uniform(0.03, 0.07) - (brush.x - top - lean * brush.y).abs()) / 0.02).sigmoid()
        brush.lay(0.22 * beam * (1 - brush.y), brush.colour(215, 250, 250, vary=0.02))
    for _ in range(5):
        root, tip = brush.point()
        sway = 0.02 * (brush.y * brush.uniform(18, 30) + brush.uniform(0, 6)).sin()
        leaf = ((0.012 - (brush.x - root - sway).abs()) / 0.004).sigmoid() * brush.below(tip)
        brush.lay(leaf, brush.colour(40, 130, 85))
    floor = brush.below(brush.curve(brush.uniform(0.86, 0.91), 0.015, 1.5))
    brush.lay(floor, brush.colour(205, 190, 140))
    brush.grain(floor, 0.05, 40)
    brush.lay(0.5 * brush.discs(7, (0.006, 0.016)), brush.colour(225, 248, 252, vary=0.02))


def _stars(brush: Brush, cover: Tensor) -> None:
    """A star in some cells of a grid, anywhere in its cell; a few are large, many are faint."""

    def each(cells: Tensor) -> Tensor:
        return interpolate(cells, size=(brush.size, brush.size), mode="nearest")

    drawn = torch.rand(5, brush.count, 1, STARS, STARS, generator=brush.random, device=brush.device)
    across, down, size, light, there = (each(cells) for cells in drawn)
    dx, dy = (brush.x * STARS) % 1 - 0.2 - 0.6 * across, (brush.y * STARS) % 1 - 0.2 - 0.6 * down
    radius = STARS * (0.003 + 0.006 * size**4)
    shape = ((radius - (dx.square() + dy.square()).sqrt()) * brush.size / STARS + 0.5).clamp(0, 1)
    brush.lay(shape * (0.35 + 0.65 * light) * (there < 0.3) * cover, brush.colour(255, 252, 230, vary=0.0))


_PAINT: dict[str, Callable[[Brush], None]] = {
    "grass": _grass,
    "beach": _beach,
    "sea": _sea,
    "sky": _heaven,
    "snow": _snow,
    "desert": _desert,
    "forest": _forest,
    "city": _city,
    "room": _room,
    "mountains": _mountains,
    "space": _space,
    "garden": _garden,
    "underwater": _underwater,
}
_STARRY = {"room": 0.0, "underwater": 0.0, "forest": 0.1, "sky": 1.0}  # down to where stars are seen at night
_OPEN = {"room": 0.0, "forest": 0.3, "sky": 1.0, "sea": 0.42}  # down to where the sky itself is seen


def _bounds(place: str) -> list[Area]:
    until = _OPEN.get(place, 0.5)
    own, sun = AREAS.get(place, []), ((-0.1, 1.1), (0.5 * until, 0.85 * until))
    return [*own, *[((-1.0, -1.0), (-1.0, -1.0))] * (POINTS - 1 - len(own)), sun]


_BOUNDS = [_bounds(name) for name in (*(place.key for place in PLACES), "")]  # of their points


def _nightfall(brush: Brush, place: str) -> None:
    """Everything dark and blue, the sky with stars."""
    brush.canvas = brush.canvas * (1 if place else DEEPER)
    _dye(brush, (0.34, 0.40, 0.60), (0.02, 0.03, 0.10))
    if until := _STARRY.get(place, 0.33):
        sky = 1 - brush.below(torch.tensor(until, device=brush.device), 0.03)
        _stars(brush, sky.expand_as(brush.x * brush.y))


def _sunset(brush: Brush, place: str) -> None:
    """Warm light; a red sky with a low sun where there is a sky."""
    _dye(brush, (0.92, 0.66, 0.52), (0.06, 0.02, 0.04))
    until = _OPEN.get(place, 0.5)
    height = (brush.y / max(until, 0.01)).clamp(0, 1)
    glow = brush.colour(130, 70, 120) + (brush.colour(255, 160, 70) - brush.colour(130, 70, 120)) * height
    sky = 1 - brush.below(torch.tensor(until, device=brush.device), 0.06)
    brush.lay(0.8 * sky.expand_as(brush.x * brush.y), glow)
    sun = brush.discs(1, (0.05, 0.09))
    brush.lay(0.9 * sun * sky, brush.colour(255, 232, 150, vary=0.02))


def _rain(brush: Brush, place: str) -> None:
    """Grey light. What falls is laid over the ground where a picture is finished (`rendering/weather.py`)."""
    grey = brush.canvas.mean(1, keepdim=True)
    brush.canvas = 0.45 * brush.canvas + 0.55 * grey
    _dye(brush, (0.68, 0.72, 0.80), (0.02, 0.03, 0.05))


def _snowfall(brush: Brush, place: str) -> None:
    """Pale light, likewise."""
    grey = brush.canvas.mean(1, keepdim=True)
    brush.canvas = 0.6 * brush.canvas + 0.4 * grey
    _dye(brush, (0.72, 0.75, 0.80), (0.16, 0.17, 0.18))


def _dye(brush: Brush, leaves: tuple[float, float, float], adds: tuple[float, float, float]) -> None:
    """What a light leaves of red, green and blue, and what it adds to them."""
    left, added = (torch.tensor(each, device=brush.device).view(1, 3, 1, 1) for each in (leaves, adds))
    brush.canvas = brush.canvas * left + added


_LIGHT: dict[str, Callable[[Brush, str], None]] = {
    "night": _nightfall,
    "sunset": _sunset,
    "rain": _rain,
    "snowfall": _snowfall,
}


def standing(place: Int[Tensor, "b"], noise: Float[Tensor, "b z"]) -> Float[Tensor, "b p 2"]:
    """How far across and down each of POINTS points is, as shares of the canvas; outside it, where nothing stands."""
    bounds = torch.tensor(_BOUNDS, device=place.device)[place]
    chance = torch.special.ndtr(noise[:, : 2 * POINTS]).unflatten(1, (2, POINTS)).mT
    return bounds[..., 0] + (bounds[..., 1] - bounds[..., 0]) * chance


def paint_backdrops(
    place: Int[Tensor, "b"],
    time: Int[Tensor, "b"],
    size: int,
    random: torch.Generator,
    noise: Float[Tensor, "b z"] | None = None,
) -> Float[Tensor, "b 3 s s"]:
    """Backdrops in [0, 1]; numbered as in vocabulary.PLACES (NO_PLACE for none) and vocabulary.TIMES.

    `noise` (standard normal, NOISE_DIM wide; fresh if None) decides shapes and colours, `random` also the texture.
    """
    if noise is None:
        noise = torch.randn(len(place), NOISE_DIM, generator=random, device=place.device)
    points = standing(place, noise)
    pictures = torch.zeros(len(place), 3, size, size, device=place.device)
    for number, when in sorted(set(zip(place.tolist(), time.tolist(), strict=True))):
        rows = ((place == number) & (time == when)).nonzero()[:, 0]
        brush = Brush(noise[rows], points[rows], size, random)
        name, light = PLACES[number].key if number < NO_PLACE else "", TIMES[when].key
        (_PAINT[name] if name else plain)(brush)
        pictures[rows] = _in_light(brush, name, light)
    return pictures


def paint_plain(colour: str | None, time: str, seed: int, size: int) -> Float[Tensor, "1 3 s s"]:
    """A plain ground in [0, 1], of a colour that was said or of its own, in the light of a time; both keys."""
    random = torch.Generator().manual_seed(seed)
    noise = torch.randn(1, NOISE_DIM, generator=random)
    brush = Brush(noise, standing(torch.tensor([NO_PLACE]), noise), size, random)
    plain(brush, colour)
    return _in_light(brush, "", time)


def _in_light(brush: Brush, place: str, light: str) -> Float[Tensor, "b 3 s s"]:
    brush.used, brush.placed, brush.last = LIGHT_COLUMN, POINTS - 1, POINTS
    if light in _LIGHT and light in SHELTERED.get(place, _LIGHT):
        _LIGHT[light](brush, place)
    return brush.canvas.clamp(0, 1)
