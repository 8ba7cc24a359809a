"""The first stage of a backdrop: where everything stands, as a map of features and a small picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import torch
from jaxtyping import Float, Int
from torch import Tensor, nn
from torch.nn.functional import one_hot, silu

SOFT = 0.5  # of half a box's width, how far its edge reaches
SLIMMEST, WIDEST = 0.01, 4.5  # half a box's width, as a share of the canvas
SPREAD = 1.7  # makes the standard deviation of what is spread evenly between -1 and 1 about one


@dataclass(frozen=True, kw_only=True)
class SketchConfig:
    places: int
    times: int
    noise_dim: int
    points: int = 16  # at which something stands; the last one is the light's
    size: int = 32  # pixels along a side
    boxes: int = 40  # that a place consists of
    lines: int = 48
    lights: int = 4  # boxes that a time of day adds
    told: int = 24  # numbers that a box lays on the map
    still: int = 8  # maps that a place has whatever the noise says
    width: int = 48
    content_dim: int = 96

    @property
    def features(self) -> int:
        """Channels of a sketch, of which the last three are its picture."""
        return self.width + 3


class Sketch(nn.Module):
    """Place, time and noise to a map of features, from which a small picture can be read.

    The first of two stages (StackGAN, Zhang et al. 2017). A place consists of soft boxes, which lay features on the map
    as the blobs of BlobGAN do (Epstein et al. 2022), and of lines that part it in two; the first of both stand on the
    points. Where from there, how large and of what features follows from the noise linearly, in every place in its own
    way; what a time of day adds, likewise. Trained by `training.sketch`.
    """

    def __init__(self, config: SketchConfig):
        super().__init__()
        self.config = config
        noise, width, dim, sun = config.noise_dim, config.width, config.content_dim, config.points - 1
        self.place = Shapes(config, config.places, config.boxes, config.lines, list(range(sun)))
        self.time = Shapes(config, config.times, config.lights, 0, [sun])
        self.still = nn.Embedding(config.places, config.still * config.size**2)
        self.content = nn.Embedding(config.places * config.times, dim)
        self.sway_place = nn.Linear(config.places * noise, dim, bias=False)
        self.sway_time = nn.Linear(config.times * noise, dim, bias=False)
        self.enter = Pixelwise(2 * config.told + config.lines + config.still + 2, width, dim)
        self.blocks = nn.ModuleList([Pixelwise(width, width, dim) for _ in range(2)])
        self.picture = nn.Conv2d(width, 3, 1)
        nn.init.normal_(self.still.weight, std=0.1)

    def forward(
        self,
        place: Int[Tensor, "b"],
        time: Int[Tensor, "b"],
        noise: Float[Tensor, "b z"],
        points: Float[Tensor, "b p 2"],
    ) -> Float[Tensor, "b c s s"]:
        """Features; noise is standard normal, points are shares of the canvas, across and down."""
        config = self.config
        even = SPREAD * torch.erf(noise / 2**0.5)  # every number as likely as another
        in_place, at_time = by_class(place, config.places, even), by_class(time, config.times, even)
        content = self.content(place * config.times + time) + self.sway_place(in_place) + self.sway_time(at_time)
        grid = (torch.arange(config.size, device=noise.device) + 0.5) / config.size
        x, y = torch.meshgrid(2 * grid - 1, 2 * grid - 1, indexing="xy")
        maps = [
            *self.place(place, in_place, points, grid),
            *self.time(time, at_time, points, grid),
            self.still(place).view(-1, config.still, config.size, config.size),
            torch.stack([x, y]).expand(len(noise), -1, -1, -1),
        ]
        hidden = self.enter(torch.cat(maps, 1).contiguous(memory_format=torch.channels_last), content)
        for block in self.blocks:
            hidden = hidden + block(hidden, content)
        laid = maps[0][:, :3] + maps[2][:, :3]  # the first of what boxes tell is their colour
        return torch.cat([hidden, self.picture(hidden) + laid], 1)

    def read(self, features: Float[Tensor, "b c s s"]) -> Float[Tensor, "b 3 s s"]:
        """The small picture, in [0, 1]."""
        return torch.sigmoid(features[:, -3:].float())


class Swayed(nn.Module):
    """A row of numbers for each class, and a linear map of the noise in every class that is added to it."""

    def __init__(self, classes: int, noise_dim: int, numbers: int, groups: int):
        super().__init__()
        self.groups = groups
        self.base = nn.Embedding(classes, groups * numbers)
        self.sway = nn.Linear(classes * noise_dim, groups * numbers, bias=False)
        nn.init.normal_(self.sway.weight, std=0.01)

    def forward(self, which: Int[Tensor, "b"], swayed: Float[Tensor, "b cz"]) -> Float[Tensor, "b g n"]:
        return (self.base(which) + self.sway(swayed)).unflatten(1, (self.groups, -1))

    @property
    def rows(self) -> Float[Tensor, "c g n"]:
        """Each class's own numbers."""
        return self.base.weight.unflatten(1, (self.groups, -1))


class Shapes(nn.Module):
    """Boxes and lines of each class, of which the first ones stand on the points of the noise."""

    def __init__(self, config: SketchConfig, classes: int, boxes: int, lines: int, points: Sequence[int]):
        super().__init__()
        noise = config.noise_dim
        self.follow = list(points) * 2  # the point on which each of the first boxes stands, and of the first lines
        self.where = Swayed(classes, noise, 4, boxes)  # middle, and logarithm of half the width, each way
        self.told = Swayed(classes, noise, config.told, boxes)
        self.lines = Swayed(classes, noise, 3, lines) if lines else None  # steepness each way, and shift
        self._begin()

    @torch.no_grad()
    def _begin(self) -> None:
        bound = len(self.follow)
        self.where.rows[..., :2].uniform_(0.0, 1.0)
        self.where.rows[..., 2:] = log(0.12)
        self.where.rows[:, :bound] = torch.tensor([0.0, 0.0, log(0.08), log(0.08)])  # from its point
        self.told.rows.normal_(std=0.1)
        if self.lines:
            self.lines.rows.normal_().mul_(torch.tensor([2.0, 6.0, 2.0]))

    def forward(
        self,
        which: Int[Tensor, "b"],
        swayed: Float[Tensor, "b cz"],
        points: Float[Tensor, "b p 2"],
        grid: Float[Tensor, "s"],
    ) -> list[Float[Tensor, "b _ s s"]]:
        """What boxes lay on the map, and on which side of each line a pixel is (-1 to 1)."""
        where, told = self.where(which, swayed), self.told(which, swayed)
        origin = torch.zeros_like(where[..., :2])
        origin[:, : len(self.follow)] = points[:, self.follow]
        centre = origin + where[..., :2]
        half = where[..., 2:].clamp(log(SLIMMEST), log(WIDEST)).exp()
        across, down = (_side(centre[..., axis], half[..., axis], grid) for axis in (0, 1))
        laid = torch.einsum("bkf,bky,bkx->bfyx", told, down, across)
        if self.lines is None:
            return [laid]
        lines = self.lines(which, swayed)
        anchor = torch.zeros_like(lines[..., :2])
        anchor[:, : len(self.follow)] = points[:, self.follow]
        slope, steep, shift = lines.unbind(-1)
        side = (
            (slope[..., None] * 2 * (grid - anchor[..., :1]))[:, :, None]
            + (steep[..., None] * 2 * (grid - anchor[..., 1:]))[..., None]
            + shift[..., None, None]
        )
        return [laid, torch.tanh(3 * side)]


class Pixelwise(nn.Module):
    """Every pixel by itself: a linear map, scaled and shifted by the content (FiLM, Perez et al. 2018), then SiLU."""

    def __init__(self, inside: int, outside: int, content_dim: int):
        super().__init__()
        self.film = nn.Linear(content_dim, 2 * outside)
        self.conv = nn.Conv2d(inside, outside, 1)
        nn.init.zeros_(self.film.bias)
        with torch.no_grad():
            self.film.weight *= 0.1

    def forward(self, hidden: Float[Tensor, "b c h w"], content: Float[Tensor, "b d"]) -> Float[Tensor, "b o h w"]:
        scale, shift = self.film(content)[:, :, None, None].chunk(2, 1)
        return silu(self.conv(hidden) * (1 + scale) + shift)


def by_class(which: Int[Tensor, "b"], classes: int, even: Float[Tensor, "b z"]) -> Float[Tensor, "b cz"]:
    """The noise in the columns of its class, zeros in those of the others: what a linear map per class is fed."""
    return (one_hot(which, classes).to(even.dtype)[:, :, None] * even[:, None]).flatten(1)


def _side(centre: Float[Tensor, "b k"], half: Float[Tensor, "b k"], grid: Float[Tensor, "s"]) -> Float[Tensor, "b k s"]:
    """How far each pixel of an axis lies in each box, in [0, 1]."""
    edge = SOFT * half.clamp(max=0.3)
    return torch.sigmoid((half[..., None] - (grid - centre[..., None]).abs()) / edge.detach()[..., None])
