"""Recognising: an image becomes a view, and the insight that captions and matching look at."""

from collections.abc import Sequence
from copy import copy
from math import hypot
from pathlib import Path

import torch
from jaxtyping import Float
from PIL import Image, ImageOps, ImageStat
from torch import Tensor
from torch.nn.functional import interpolate, max_pool2d
from torchvision.transforms.functional import to_tensor

from img2txt.insight import insight_of
from img2txt.kinds import Single, agreed, gather, sized
from img2txt.room import Zoom, with_room
from img2txt.view import MOST, View
from models import weights
from models.fold import folded
from models.image_encoder import ImageEncoder, ImageEncoderConfig
from models.insight import Insight, joined
from models.recogniser import LOCAL, Recogniser, RecogniserConfig, Sight, seen_twice
from world.vocabulary import MAX_THINGS

AT_ONCE = 4  # pictures looked at in one pass: more take memory and, on a CPU, no less time each
PRESENT = 0.35  # a centre more likely than this is a thing
APART = 0.36  # of the larger one's height, the least distance of two things; one in 1,000 true pairs lies nearer


class Eye:
    """The encoder and the recogniser, ready to look."""

    def __init__(self, folder: Path, device: str = "cpu"):
        """Loads `encoder` and `recogniser` below a folder; WeightsError where they are missing or damaged."""
        self.device = torch.device(device)
        self.folders = (folder / "encoder", folder / "recogniser")
        self.encoder = weights.load(self.folders[0], ImageEncoder, ImageEncoderConfig).to(self.device)
        self.recogniser = weights.load(self.folders[1], Recogniser, RecogniserConfig).to(self.device)
        folded(self.encoder).to(memory_format=torch.channels_last)

    def through(self, recogniser: Recogniser) -> "Eye":
        """The same encoder with another recogniser."""
        other = copy(self)
        other.recogniser = recogniser.to(self.device)
        return other

    @property
    def size(self) -> int:
        return self.encoder.config.size

    def prepare(self, image: Image.Image) -> tuple[Float[Tensor, "3 s s"], Zoom]:
        """An RGB image of any shape as the encoder takes it, in [0, 1], and how much larger it was."""
        return prepared(image, self.size)

    @torch.no_grad()
    def look(self, pictures: Float[Tensor, "b 3 s s"], kinds: Sequence[int] = ()) -> tuple[list[View], Insight]:
        """What is in each picture (square, of any size, in [0, 1]), and what captions and matching look at.

        `kinds` says how many kinds of things to expect in each; without it as many as a caption tells.
        """
        expected = list(kinds) or [MAX_THINGS] * len(pictures)
        looks = [
            self._look(few, expected[AT_ONCE * at : AT_ONCE * (at + 1)])
            for at, few in enumerate(pictures.split(AT_ONCE))
        ]
        return [view for seen, _ in looks for view in seen], joined([insight for _, insight in looks])

    def _look(self, pictures: Float[Tensor, "b 3 s s"], kinds: Sequence[int]) -> tuple[list[View], Insight]:
        fit = fitted(pictures.to(self.device), self.size)
        looked = fit.contiguous(memory_format=torch.channels_last)
        sight, features = seen_twice(self.encoder, self.recogniser, looked)
        seen = views(sight, kinds)
        return seen, insight_of(seen, features).to(self.device)


def prepared(image: Image.Image, size: int) -> tuple[Float[Tensor, "3 size size"], Zoom]:
    """An RGB image of any shape as a square in [0, 1], with room around what fills it, and how much larger it was."""
    roomy, zoom = with_room(image)
    return squared(roomy, size), zoom


def squared(image: Image.Image, size: int) -> Float[Tensor, "3 size size"]:
    """An RGB image of any shape as a square in [0, 1]; the rest is its mean colour."""
    mean = tuple(round(level) for level in ImageStat.Stat(image.resize((16, 16))).mean)
    return to_tensor(ImageOps.pad(image, (size, size), Image.Resampling.LANCZOS, color=mean))


def fitted(pictures: Float[Tensor, "b 3 s s"], size: int) -> Float[Tensor, "b 3 size size"]:
    """Square pictures at another size."""
    if pictures.shape[-1] == size:
        return pictures
    return interpolate(pictures, size=(size, size), mode="bilinear", antialias=True, align_corners=False)


def views(sight: Sight, kinds: Sequence[int] = ()) -> list[View]:
    """The facts of every picture: centres that are higher than their neighbours, and what is read there.

    `kinds` says how many kinds of things to expect in each.
    """
    centre = sight.centre.float().sigmoid()
    peak = (centre == max_pool2d(centre.unsqueeze(1), 3, 1, 1)[:, 0]) & (centre > PRESENT)
    return [_view(sight, centre[i], peak[i], i, kinds[i] if kinds else MAX_THINGS) for i in range(len(centre))]


def _view(sight: Sight, centre: Tensor, peak: Tensor, i: int, most: int) -> View:
    side = centre.shape[-1]
    singles = [
        Single(
            (column + 0.5) / side,
            (row + 0.5) / side,
            float(sight.scale[i, row, column].exp().clamp(0.01, 1)),
            float(centre[row, column]),
            **{name: getattr(sight, name)[i, row, column].softmax(-1).cpu() for name in LOCAL},
        )
        for row, column in peak.nonzero().tolist()
    ]
    whole = (getattr(sight, name)[i].softmax(-1).cpu() for name in ("place", "time"))
    found = apart(singles)[:MOST]
    kinds = gather(sized(found, len(found)), max(most, MAX_THINGS))
    total = sum(map(len, kinds))
    return View(tuple(single for kind in kinds for single in agreed(sized(kind, total))), *whole)


def apart(singles: Sequence[Single]) -> list[Single]:
    """The surest of single things that lie in each other: a large thing may have two peaks."""
    kept: list[Single] = []
    for one in sorted(singles, key=lambda one: -one.present):
        if all(hypot(one.x - other.x, one.y - other.y) >= APART * max(one.scale, other.scale) for other in kept):
            kept.append(one)
    return kept
