"""Where a caption looked, as HTML: its words, and over the image a warm layer for each of them.

`look/bridge.js` shows a word's layer while it is pointed at, touched or focused.
"""

from collections.abc import Iterator
from html import escape
from typing import Any

from img2txt.gaze import EVERYWHERE

FAINT = 0.08  # less attention than this is not drawn


def words(caption: str, gaze: dict[str, Any] | None) -> str:
    """The caption, each word ready to be pointed at."""
    return "".join(_marked(caption, gaze)) if gaze else escape(caption)


def layers(gaze: dict[str, Any] | None, *, tall: bool) -> str:
    """A layer for every word, to lie over an image that is taller than wide or not."""
    if not gaze:
        return ""
    shape = "tw-heat tw-tall" if tall else "tw-heat"
    return "".join(
        f'<svg class="{shape}" data-heat="{n}" viewBox="0 0 100 100" aria-hidden="true">{_spots(shares, gaze)}</svg>'
        for n, (_, shares) in enumerate(gaze["looks"])
    )


def _marked(caption: str, gaze: dict[str, Any]) -> Iterator[str]:
    """Stretches of the caption, in their order; a word that the caption lacks is passed over."""
    folded, at = caption.casefold(), 0
    for n, (word, _) in enumerate(gaze["looks"]):
        start = folded.find(word.casefold(), at)
        if start < 0 or len(folded) != len(caption):
            continue
        end = start + len(word)
        yield escape(caption[at:start])
        yield f'<span class="tw-word" tabindex="0" data-heat="{n}">{escape(caption[start:end])}</span>'
        at = end
    yield escape(caption[at:])


def _spots(shares: list[float], gaze: dict[str, Any]) -> str:
    """A disc on every single thing that was looked at, the warmer the longer, and what lay on the whole picture."""
    everywhere = EVERYWHERE * max(0.0, 1 - sum(shares))
    whole = f'<rect width="100" height="100" fill-opacity="{everywhere:.2f}"/>' if everywhere >= FAINT else ""
    return whole + "".join(
        f'<circle cx="{100 * x:.1f}" cy="{100 * y:.1f}" r="{100 * radius:.1f}" fill-opacity="{min(1.0, share):.2f}"/>'
        for share, kind in zip(shares, gaze["spots"], strict=False)
        for x, y, radius in kind
        if share >= FAINT
    )
