"""A second look, closer or from farther: where something should be that was not seen so, a piece of the picture is
looked at in which it is as large as things usually are."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import hypot

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn.functional import pad

from img2txt.kinds import Single, sized
from img2txt.recognise import Eye, fitted
from img2txt.view import FOUND, View
from world.vocabulary import index

AROUND, FAR = 2.0, 2.2  # times the height of what is looked for is a piece's side; from farther, where it is large
LARGE = 0.4  # of the picture is large
SMALLEST = 0.16  # of the picture is a piece at the least
AWAY = 0.3  # of its height, how far from where it should be something is still that thing
ALIKE = 1.7  # times as large, or as small, as it should be is what is still that thing


@dataclass(frozen=True)
class Wanted:
    """What should be somewhere in a picture: its middle and its height as shares of the picture, and its facts."""

    object: str
    x: float
    y: float
    scale: float
    colour: str | None = None  # None: whichever
    action: str | None = None

    def is_there(self, single: Single) -> bool:
        """Whether something seen is where it should be, and about as large."""
        near = hypot(single.x - self.x, single.y - self.y) <= AWAY * self.scale
        return near and self.scale / ALIKE <= single.scale <= self.scale * ALIKE

    def named(self, single: Single) -> float:
        """How surely something seen is that object."""
        return single.present * float(single.object[index("object", self.object)])

    def sure(self, single: Single) -> float:
        """How surely it is that object, in that colour, doing that: as sure as the least of these."""
        colour = 1.0 if self.colour is None else float(single.colour[index("colour", self.colour)])
        action = 1.0 if self.action is None else float(single.action[index("action", self.action) + 1])
        return min(self.named(single), colour, action)

    def best(self, view: View) -> float:
        """How surely it is seen in a view."""
        return max((self.sure(single) for single in view.singles if self.is_there(single)), default=0.0)


@dataclass(frozen=True)
class Piece:
    """A square of a picture, or of more than that: its left upper corner and its side, as shares of the picture."""

    left: float
    top: float
    side: float

    @staticmethod
    def around(wanted: Wanted) -> "Piece":
        if wanted.scale > LARGE:
            side = max(FAR * wanted.scale, 1.0)
            return Piece((1 - side) / 2, (1 - side) / 2, side)
        side = max(AROUND * wanted.scale, SMALLEST)
        left, top = (min(max(at - side / 2, 0.0), 1 - side) for at in (wanted.x, wanted.y))
        return Piece(left, top, side)

    def of(self, picture: Float[Tensor, "3 s s"]) -> Float[Tensor, "3 p p"]:
        """Its pixels; beyond the picture its edges go on."""
        size = picture.shape[-1]
        if self.side > 1:
            return pad(picture[None], (round(-self.left * size),) * 4, mode="replicate")[0]
        row, column, side = (round(share * size) for share in (self.top, self.left, self.side))
        return picture[:, row : row + side, column : column + side]

    def in_whole(self, single: Single) -> Single:
        """Something seen in the piece, where it is in the picture."""
        x, y = self.left + self.side * single.x, self.top + self.side * single.y
        return replace(single, x=x, y=y, scale=self.side * single.scale)


def looked_closer(
    eye: Eye, pictures: Float[Tensor, "b 3 s s"], views: Sequence[View], wanted: Sequence[Sequence[Wanted]]
) -> list[View]:
    """The views of pictures, with what is seen more surely in a piece in place of what was seen there."""
    missing = [(row, each) for row, some in enumerate(wanted) for each in some if each.best(views[row]) < FOUND]
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
        best = max(there, key=each.sure, default=None)
        if best is not None and each.named(best) >= FOUND and each.sure(best) > each.best(closer[row]):
            closer[row] = _with(closer[row], best, each, wanted[row])
    return closer


def _with(view: View, single: Single, wanted: Wanted, others: Sequence[Wanted]) -> View:
    """The view with one more thing in place of what was seen there; what others are seen to be stays."""
    kept = [
        one
        for one in view.singles
        if not wanted.is_there(one)
        or any(other is not wanted and other.is_there(one) and other.named(one) >= FOUND for other in others)
    ]
    return replace(view, singles=(*kept, *sized([single], len(kept) + 1)))
