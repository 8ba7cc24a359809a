"""Where a caption looked: its attention, word by word, as places in the picture."""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from img2txt.insight import KINDS
from img2txt.view import View

EVERYWHERE = 0.5  # of the warmth of a thing has the whole picture, where it gets as much attention
METASPACE = "▁"  # begins a piece of the tokenizer that begins a word


@dataclass(frozen=True)
class Narration:
    """A caption, its pieces, and where each piece looked: shares of the kinds of things and the whole."""

    text: str
    pieces: tuple[str, ...]
    looked: Float[Tensor, "t n"]


@dataclass(frozen=True)
class Spot:
    """A round place in the square that the encoder saw, in shares of it."""

    x: float
    y: float
    radius: float


Edges = tuple[float, float, float, float]  # left, top, right and bottom of a box, in shares of that square


@dataclass(frozen=True)
class Look:
    """One word of a caption and what it looked at."""

    word: str
    kinds: tuple[float, ...]  # share of the attention on each kind of thing; the rest lay on the whole picture


@dataclass(frozen=True)
class Gaze:
    """A caption's attention: where each kind of thing stands, and how much each word looked at it."""

    spots: tuple[tuple[Spot, ...], ...]  # a group for every kind of thing
    looks: tuple[Look, ...]
    boxes: tuple[tuple[Edges, ...], ...] = ()  # a group for every kind of thing, where their edges are known
    bones: tuple[Edges, ...] = ()  # of people in a photo: x and y of where each begins and ends, likewise in shares

    def to_json(self) -> dict:
        """Compact: spots as [x, y, radius], looks as [word, shares], boxes as their edges."""
        spots = [[[spot.x, spot.y, spot.radius] for spot in kind] for kind in self.spots]
        told: dict = {"spots": spots, "looks": [[look.word, list(look.kinds)] for look in self.looks]}
        return told | ({"boxes": [[list(box) for box in kind] for kind in self.boxes]} if self.boxes else {})


def gaze_of(view: View, narration: Narration) -> Gaze:
    """The attention of a caption (models.captioner) over the kinds of things of the view that it was told from."""
    kinds = view.kinds()[:KINDS]
    spots = tuple(
        tuple(Spot(round(one.x, 3), round(one.y, 3), round(one.scale / 2, 3)) for one in kind) for kind in kinds
    )
    looks = [
        Look(piece, tuple(round(float(share), 3) for share in looked[: len(kinds)]))
        for piece, looked in zip(narration.pieces, narration.looked, strict=True)
    ]
    return Gaze(spots, tuple(_words(looks)))


def _words(looks: list[Look]) -> list[Look]:
    """Pieces joined to words, marks left out: a word looked where its pieces did on average."""
    groups: list[list[Look]] = []
    for look in looks:
        bare = look.word.removeprefix(METASPACE)
        if not any(map(str.isalnum, bare)):
            continue
        goes_on = bare == look.word and bare.isascii() and groups and groups[-1][-1].word[-1].isascii()
        groups[-1].append(look) if goes_on else groups.append([look])
    return [_joined(group) for group in groups]


def _joined(group: list[Look]) -> Look:
    word = "".join(look.word for look in group).replace(METASPACE, "")
    shares = (sum(column) / len(group) for column in zip(*(look.kinds for look in group), strict=True))
    return Look(word, tuple(round(share, 3) for share in shares))


def heat(gaze: Gaze, look: Look, side: int) -> Float[Tensor, "s s"]:
    """How much a word looked at each pixel of the square, in [0, 1]: a bump as wide as each thing it looked at.

    What lay on the picture as a whole is half as warm, everywhere.
    """
    axis = (torch.arange(side) + 0.5) / side
    warm = torch.full((side, side), EVERYWHERE * max(0.0, 1 - sum(look.kinds)))
    for share, kind in zip(look.kinds, gaze.spots, strict=True):
        for spot in kind:
            away = (axis.view(1, -1) - spot.x).square() + (axis.view(-1, 1) - spot.y).square()
            warm = torch.maximum(warm, share * torch.exp(-away / (2 * (0.6 * spot.radius) ** 2)))
    return warm.clamp(0, 1)
