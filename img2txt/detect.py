"""Finding: an image becomes boxes, each with the thing of COCO that it may hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from jaxtyping import Float
from PIL import Image
from torch import Tensor
from torch.nn.functional import pad
from torchvision.ops import batched_nms, box_iou
from torchvision.transforms.functional import to_tensor

from img2txt.coco import THINGS, Thing
from models import weights
from models.detector import Detector, DetectorConfig

LOOKS = ((416, False), (320, True))  # pixels of the longer side, and whether in the mirror
STRIDE = 32  # pixels that the sides of what the network sees are divisible by
LEAST = 0.2  # how likely a box must be in one look
OVERLAP = 0.5  # of two boxes of one class, from which on they are one
MOST = 24  # boxes of a picture


@dataclass(frozen=True)
class Box:
    """Where something may be: sides in pixels of the image."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def sides(self) -> tuple[float, float, float, float]:
        return self.left, self.top, self.right, self.bottom

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def area(self) -> float:
        return max(0.0, self.width) * max(0.0, self.height)

    def shared(self, other: "Box") -> float:
        """The area that both cover."""
        left, top = max(self.left, other.left), max(self.top, other.top)
        right, bottom = min(self.right, other.right), min(self.bottom, other.bottom)
        return max(0.0, right - left) * max(0.0, bottom - top)

    def alike(self, other: "Box") -> float:
        """How much of what either covers both do (intersection over union)."""
        shared = self.shared(other)
        return shared / max(self.area + other.area - shared, 1e-6)

    def inside(self, other: "Box") -> float:
        """How much of it the other covers."""
        return self.shared(other) / max(self.area, 1e-6)


@dataclass(frozen=True)
class Found:
    """What may stand in a box, and how likely the detector finds it."""

    thing: Thing
    sure: float  # in [0, 1]
    box: Box


class Finder:
    """The detector, ready to look."""

    def __init__(self, folder: Path, device: str = "cpu"):
        """Loads `detector` below a folder; WeightsError where it is missing or damaged."""
        self.folder = folder / "detector"
        self.device = torch.device(device)
        self.detector = weights.load(self.folder, Detector, DetectorConfig).to(self.device)
        self.detector.to(memory_format=torch.channels_last)

    def find(self, image: Image.Image) -> list[Found]:
        """What may be in an RGB image of any size, the likeliest first; as sure as the looks are on average."""
        return agreed([self._look(image, size, mirrored) for size, mirrored in LOOKS], image.size)

    @torch.no_grad()
    def _look(self, image: Image.Image, size: int, mirrored: bool) -> tuple[Tensor, Tensor, Tensor]:
        """Boxes in pixels of the image, how likely each is, and of which class."""
        picture, scale = fitted(image, size)
        if mirrored:
            picture = picture.flip(2)
        looked = picture.unsqueeze(0).to(self.device).contiguous(memory_format=torch.channels_last)
        likely, boxes = (out[0].cpu() for out in self.detector(looked))
        if mirrored:
            left, right = picture.shape[2] - boxes[:, 2], picture.shape[2] - boxes[:, 0]
            boxes = torch.stack([left, boxes[:, 1], right, boxes[:, 3]], 1)
            boxes[:, 0::2] -= picture.shape[2] - image.width * scale
        return kept(likely, boxes / scale)


def fitted(image: Image.Image, size: int) -> tuple[Float[Tensor, "3 h w"], float]:
    """An RGB image whose longer side is `size`, with grey up to the next multiple of STRIDE; and its scale."""
    scale = size / max(image.size)
    wide, high = (max(1, round(side * scale)) for side in image.size)
    picture = to_tensor(image.resize((wide, high), Image.Resampling.BILINEAR, reducing_gap=2.0))
    return pad(picture, (0, -wide % STRIDE, 0, -high % STRIDE), value=0.45), scale


def kept(likely: Float[Tensor, "n k"], boxes: Float[Tensor, "n 4"]) -> tuple[Tensor, Tensor, Tensor]:
    """The likeliest boxes, one for each thing (greedy suppression within a class)."""
    cells, classes = (likely > LEAST).nonzero(as_tuple=True)
    sure = likely[cells, classes]
    chosen = batched_nms(boxes[cells], sure, classes, OVERLAP)[:MOST]
    return boxes[cells][chosen], sure[chosen], classes[chosen]


def agreed(looks: Sequence[tuple[Tensor, Tensor, Tensor]], size: tuple[int, int]) -> list[Found]:
    """What several looks at an image of that size found together.

    Boxes of one class that cover each other are joined (weighted boxes fusion, Solovyev et al. 2021); what a look did
    not find counts as not there.
    """
    boxes, sure, classes = (torch.cat(each) for each in zip(*looks, strict=True))
    edges = torch.tensor([*size, *size], dtype=boxes.dtype)
    left = sure.argsort(descending=True).tolist()
    same = box_iou(boxes, boxes) > OVERLAP
    whole = []
    while left:
        group = [at for at in left if same[left[0], at] and classes[at] == classes[left[0]]][: len(looks)]
        left = [at for at in left if at not in group]
        shares = sure[group] / sure[group].sum()
        sides = (boxes[group] * shares[:, None]).sum(0).clamp_min(0).minimum(edges)
        chance = float(sure[group].sum()) / len(looks)
        whole.append(Found(THINGS[int(classes[group[0]])], chance, Box(*sides.tolist())))
    return sorted(whole, key=lambda each: -each.sure)[:MOST]
