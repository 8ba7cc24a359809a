"""Where a caption looked: its words, and over the image a warm layer for each of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from img2txt.gaze import EVERYWHERE

FAINT = 0.08  # less attention than this is not drawn


@dataclass(frozen=True)
class Layer:
    """Where one word looked, from 0 to 1: at the whole picture, and x, y, radius and share of each disc."""

    everywhere: float  # 0 where it is too faint
    spots: list[tuple[float, float, float, float]]


def words(caption: str, gaze: dict[str, Any] | None) -> list[tuple[str, int | None]]:
    """The caption in stretches, in their order; those that can be pointed at with the number of their layer."""
    return list(_stretches(caption, gaze)) if gaze else [(caption, None)]


def layers(gaze: dict[str, Any] | None) -> list[Layer]:
    """A layer for every word, to lie over the image."""
    return [_layer(shares, gaze) for _, shares in gaze["looks"]] if gaze else []


def _stretches(caption: str, gaze: dict[str, Any]) -> Iterator[tuple[str, int | None]]:
    """A word that the caption lacks is passed over."""
    folded, at = caption.casefold(), 0
    for n, (word, _) in enumerate(gaze["looks"]):
        start = folded.find(word.casefold(), at)
        if start < 0 or len(folded) != len(caption):
            continue
        end = start + len(word)
        yield caption[at:start], None
        yield caption[start:end], n
        at = end
    yield caption[at:], None


def _layer(shares: list[float], gaze: dict[str, Any]) -> Layer:
    """A disc on every single thing that was looked at, the warmer the longer, and what lay on the whole picture."""
    everywhere = EVERYWHERE * max(0.0, 1 - sum(shares))
    spots = [
        (x, y, radius, min(1.0, share))
        for share, kind in zip(shares, gaze["spots"], strict=False)
        for x, y, radius in kind
        if share >= FAINT
    ]
    return Layer(everywhere if everywhere >= FAINT else 0.0, spots)
