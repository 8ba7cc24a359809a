"""A second look: where something should be that was not seen in the whole picture, a piece of that is looked at."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import hypot

import torch
from jaxtyping import Float
from torch import Tensor

from img2txt.kinds import Single, sized
from img2txt.recognise import Eye, fitted
from img2txt.view import FOUND, View
from world.vocabulary import index

AROUND = 2.0  # times the height of what is looked for is a piece's side
SMALLEST = 0.16  # of the picture is a piece at the least
AWAY = 0.3  # of its height, how far from where it should be something is still that thing
ALIKE = 1.7  # times as large, or as small, as it should be is what is still that thing


@dataclass(frozen=True)
class Wanted:
    """What should be somewhere in a picture: an object's key, its middle and its height as shares of the picture."""

    object: str
    x: float
    y: float
    scale: float

    def is_there(self, single: Single) -> bool:
        """Whether something seen is where it should be, and about as large."""
        near = hypot(single.x - self.x, single.y - self.y) <= AWAY * self.scale
        return near and self.scale / ALIKE <= single.scale <= self.scale * ALIKE

    def found(self, view: View) -> bool:
        return any(self.is_there(single) and self.named(single) >= FOUND for single in view.singles)

    def named(self, single: Single) -> float:
        """How surely something seen is that object."""
        return single.present * float(single.object[index("object", self.object)])


@dataclass(frozen=True)
class Piece:
    """A square of a picture: its left upper corner and its side, as shares of the picture."""

    left: float
    top: float
    side: float

    @staticmethod
    def around(wanted: Wanted) -> "Piece":
        side = min(max(AROUND * wanted.scale, SMALLEST), 1.0)
        left, top = (min(max(at - side / 2, 0.0), 1 - side) for at in (wanted.x, wanted.y))
        return Piece(left, top, side)

    def of(self, picture: Float[Tensor, "3 s s"]) -> Float[Tensor, "3 p p"]:
        size = picture.shape[-1]
        row, column, side = (round(share * size) for share in (self.top, self.left, self.side))
        return picture[:, row : row + side, column : column + side]

    def in_whole(self, single: Single) -> Single:
        """Something seen in the piece, where it is in the picture."""
        x, y = self.left + self.side * single.x, self.top + self.side * single.y
        return replace(single, x=x, y=y, scale=self.side * single.scale)


def looked_closer(
    eye: Eye, pictures: Float[Tensor, "b 3 s s"], views: Sequence[View], wanted: Sequence[Sequence[Wanted]]
) -> list[View]:
    """The views of pictures with what was only seen close by, in place of what it was taken for."""
    missing = [(row, each) for row, some in enumerate(wanted) for each in some if not each.found(views[row])]
    if not missing:
        return list(views)
    pieces = [Piece.around(each) for _, each in missing]
    cut = torch.cat(
        [fitted(piece.of(pictures[row])[None], eye.size) for (row, _), piece in zip(missing, pieces, strict=True)]
    )
    seen, _ = eye.look(cut)
    closer = list(views)
    for (row, each), piece, view in zip(missing, pieces, seen, strict=True):
        there = [single for single in map(piece.in_whole, view.singles) if each.is_there(single)]
        best = max(there, key=each.named, default=None)
        if best is not None and each.named(best) >= FOUND:
            closer[row] = _with(closer[row], best, each, wanted[row])
    return closer


def _with(view: View, single: Single, wanted: Wanted, others: Sequence[Wanted]) -> View:
    """The view with one more thing in place of what it was taken for; what others are seen to be stays."""
    kept = [
        one
        for one in view.singles
        if not wanted.is_there(one) or any(other.is_there(one) and other.named(one) >= FOUND for other in others)
    ]
    return replace(view, singles=(*kept, *sized([single], len(kept) + 1)))
