"""Poses: where the points of somebody's body are, read in the box in which a person was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import dist
from pathlib import Path

import torch
from PIL import Image
from torchvision.transforms.functional import to_tensor

from img2txt.detect import Box
from models import weights
from models.pose import Pose, PoseConfig

NAMES = (
    "nose", "left eye", "right eye", "left ear", "right ear", "left shoulder", "right shoulder", "left elbow",
    "right elbow", "left wrist", "right wrist", "left hip", "right hip", "left knee", "right knee", "left ankle",
    "right ankle",
)  # fmt: skip
BONES = (  # by the names of NAMES, as far as they go on both sides
    ("shoulder", "elbow"), ("elbow", "wrist"), ("shoulder", "hip"), ("hip", "knee"), ("knee", "ankle"), ("eye", "ear"),
)  # fmt: skip
SEEN = 0.3  # how sure a point must be to be there
ROOM = 0.15  # of a box's longer side, shown around it
MOST = 4  # people of one photo that are looked at

Point = tuple[float, float]  # x and y in pixels of the image


@dataclass(frozen=True)
class Skeleton:
    """The points of one body in the order of NAMES, and how sure each is."""

    points: tuple[Point, ...]
    sure: tuple[float, ...]  # in [0, 1]

    def seen(self, name: str) -> Point | None:
        """Where a point is; None where it is not seen."""
        at = NAMES.index(name)
        return self.points[at] if self.sure[at] >= SEEN else None

    @property
    def strength(self) -> float:
        """How sure its six surest points are on average: below 0.4 there is hardly a body."""
        return sum(sorted(self.sure)[-6:]) / 6

    @property
    def bones(self) -> tuple[tuple[Point, Point], ...]:
        """From where to where each bone goes whose ends are seen."""
        ends = [(f"{side} {one}", f"{side} {other}") for side in ("left", "right") for one, other in BONES]
        across = [(f"left {joint}", f"right {joint}") for joint in ("shoulder", "hip")]
        seen = ((self.seen(one), self.seen(other)) for one, other in (*ends, *across))
        return tuple((one, other) for one, other in seen if one is not None and other is not None)

    def trust(self, *names: str) -> float:
        """How sure the least sure of some points is."""
        return min(self.sure[NAMES.index(name)] for name in names)

    def middle(self, of: str) -> Point | None:
        """Half-way between the left and the right one; the one that is seen where the other is not."""
        both = [point for side in ("left", "right") if (point := self.seen(f"{side} {of}")) is not None]
        return (sum(x for x, _ in both) / len(both), sum(y for _, y in both) / len(both)) if both else None

    @property
    def torso(self) -> float | None:
        """From the shoulders to the hips, in pixels; at least the width of the shoulders, for bodies that lean."""
        shoulders, hips = self.middle("shoulder"), self.middle("hip")
        if shoulders is None or hips is None:
            return None
        left, right = self.seen("left shoulder"), self.seen("right shoulder")
        return max(dist(shoulders, hips), dist(left, right) if left and right else 0.0, 1.0)


class Poser:
    """The pose network, ready to look."""

    def __init__(self, folder: Path, device: str = "cpu"):
        """Loads `pose` below a folder; WeightsError where it is missing or damaged."""
        self.device = torch.device(device)
        self.pose = weights.load(folder / "pose", Pose, PoseConfig).to(self.device)
        self.pose.to(memory_format=torch.channels_last)

    @torch.no_grad()
    def look(self, image: Image.Image, boxes: Sequence[Box]) -> list[Skeleton]:
        """The skeleton of the person in each box of an RGB image of any size."""
        if not boxes:
            return []
        squares = [square(box) for box in boxes]
        size = self.pose.config.size
        pieces = torch.stack([to_tensor(cut(image, each, size)) for each in squares])
        pieces = pieces.to(self.device).contiguous(memory_format=torch.channels_last)
        places, sure = (out.cpu() for out in self.pose(pieces))
        corners = torch.tensor([each.sides[:2] for each in squares])[:, None]
        scales = torch.tensor([each.width / size for each in squares])[:, None, None]
        whole = (corners + places * scales).tolist()
        return [_within(points, chances, image.size) for points, chances in zip(whole, sure.tolist(), strict=True)]


def _within(points: Sequence[Sequence[float]], sure: Sequence[float], size: tuple[int, int]) -> Skeleton:
    """A skeleton of which points beyond the image are not seen."""
    inside = [0 <= x < size[0] and 0 <= y < size[1] for x, y in points]
    chances = (chance if seen else 0.0 for chance, seen in zip(sure, inside, strict=True))
    return Skeleton(tuple((x, y) for x, y in points), tuple(chances))


def square(box: Box) -> Box:
    """The square around a box that is looked at; it may reach beyond the image."""
    half = max(0.5, (0.5 + ROOM) * max(box.width, box.height))
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return Box(x - half, y - half, x + half, y + half)


def cut(image: Image.Image, place: Box, size: int) -> Image.Image:
    """A square of an image, `size` pixels a side, black beyond the image."""
    left, top, right, bottom = (round(each) for each in place.sides)
    piece = image.crop((left, top, max(right, left + 1), max(bottom, top + 1)))
    return piece.resize((size, size), Image.Resampling.BILINEAR, reducing_gap=2.0)
