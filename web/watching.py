"""Where a caption looked: its words, and over the image a warm layer for each of them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from img2txt.gaze import EVERYWHERE

FAINT = 0.08  # less attention than this is not drawn


@dataclass(frozen=True)
class Layer:
    """Where one word looked, from 0 to 1: at the whole picture, x, y, radius and share of each disc, and at boxes."""

    everywhere: float  # 0 where it is too faint
    spots: list[tuple[float, float, float, float]]
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)  # left, top, width and height


def words(caption: str, gaze: dict[str, Any] | None) -> list[tuple[str, int | None]]:
    """The caption in stretches, in their order; those that can be pointed at with the number of their layer."""
    return list(_stretches(caption, gaze)) if gaze else [(caption, None)]


def layers(gaze: dict[str, Any] | None) -> list[Layer]:
    """A layer for every word, to lie over the image."""
    return [_layer(shares, gaze) for _, shares in gaze["looks"]] if gaze else []


def outlines(gaze: dict[str, Any] | None) -> list[tuple[float, float, float, float]]:
    """Every box of a photo: left, top, width and height, from 0 to 1."""
    return [_sides(box) for kind in gaze.get("boxes", ()) for box in kind] if gaze else []


def _sides(box: list[float]) -> tuple[float, float, float, float]:
    left, top, right, bottom = box
    return left, top, right - left, bottom - top


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
    kinds = zip(shares, gaze.get("boxes", ()), strict=False)
    if boxes := [_sides(box) for share, kind in kinds if share >= FAINT for box in kind]:
        return Layer(0.0, [], boxes)
    spots = [
        (x, y, radius, min(1.0, share))
        for share, kind in zip(shares, gaze["spots"], strict=False)
        for x, y, radius in kind
        if share >= FAINT
    ]
    return Layer(everywhere if everywhere >= FAINT else 0.0, spots)
