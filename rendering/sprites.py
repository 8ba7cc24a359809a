"""The sprite pack: every object in every style, and every mark, as small RGBA pictures in canonical pose.

Canonical means: cut to what is visible, scaled to fill the square, centred, standing on its lower edge. What an art set
does not hold is taken from the set whose look is nearest and that holds it.
"""

import io
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import numpy as np
import torch
from jaxtyping import Float, UInt8
from PIL import Image
from torch import Tensor
from torch.nn.functional import interpolate

from rendering.art import ART_SETS, DATA, ArtError, ArtSet, icons
from rendering.marks import mark_svg
from world.plan import MARGIN
from world.vocabulary import MARKS, OBJECTS, STYLES, Object

PACK = DATA / "sprites.zip"
LINE_ART = DATA / "line-art.zip"
LARGE_PACK = DATA / "sprites-large.zip"
SIZE, LARGE = 128, 256  # pixels a side in the packs, and in the one that the upscaler learns from
DRAWABLE = tuple(thing.key for thing in OBJECTS) + MARKS
_NEAREST = {  # for each style the others, the most alike first
    "soft": ("classic", "glossy", "flat", "bold", "rounded"),
    "classic": ("soft", "flat", "rounded", "bold", "glossy"),
    "flat": ("bold", "rounded", "soft", "classic", "glossy"),
    "glossy": ("bold", "soft", "rounded", "flat", "classic"),
    "bold": ("glossy", "flat", "rounded", "soft", "classic"),
    "rounded": ("flat", "bold", "soft", "classic", "glossy"),
}

_OTHERWISE = {("classic", "cricket"), ("rounded", "cricket")}  # where a set means another thing by the same name


def build() -> dict[str, int]:
    """Fetch the art and write the packs; how many sprites each holds."""
    line_art = next(art for art in ART_SETS if art.style is None)
    packs: dict[Path, Callable[[], dict[str, bytes]]] = {
        PACK: lambda: _all_sprites(SIZE),
        LINE_ART: lambda: {f"line/{name}.png": sprite for name, sprite in _set_sprites(line_art, SIZE).items()},
        LARGE_PACK: lambda: _all_sprites(LARGE),
    }
    counts = {}
    for path, drawn in packs.items():  # written one by one, so that training can begin while the largest is made
        sprites = drawn()
        write_pack(path, sprites)
        counts[path.name] = len(sprites)
    return counts


def _all_sprites(size: int) -> dict[str, bytes]:
    """Every object and mark in every style, as a file by its name in the pack. ArtError names what no set holds."""
    drawn = {art.style: _set_sprites(art, size) for art in ART_SETS if art.style}
    sprites = {
        f"{style.key}/{thing.key}.png": _nearest(thing, style.key, drawn) for style in STYLES for thing in OBJECTS
    }
    for mark in MARKS:
        for variant, style in enumerate(STYLES):
            sprites[f"{style.key}/{mark}.png"] = _render(mark_svg(mark, variant), size, keep_place=True)
    return sprites


def _nearest(thing: Object, style: str, drawn: Mapping[str, Mapping[str, bytes]]) -> bytes:
    """A thing in a style, or in the one most alike that it was drawn in."""
    for each in (style, *_NEAREST[style]):
        if thing.key in drawn[each]:
            return drawn[each][thing.key]
    raise ArtError(f"no art set has {' or '.join(thing.icons)}")


def _set_sprites(art: ArtSet, size: int) -> dict[str, bytes]:
    """Those objects that a set holds, by their keys."""
    drawn = {name: svg for name, svg in icons(art).items() if (art.style, name) not in _OTHERWISE}
    named = {thing.key: next((icon for icon in thing.icons if icon in drawn), None) for thing in OBJECTS}
    return {key: _render(drawn[icon], size) for key, icon in named.items() if icon}


def _render(svg: str, size: int, keep_place: bool = False) -> bytes:
    picture = rasterised(svg, 4 * size)
    sprite = picture.resize((size, size), Image.Resampling.LANCZOS) if keep_place else canonical(picture, size)
    out = io.BytesIO()
    sprite.save(out, "PNG", optimize=True)
    return out.getvalue()


def rasterised(svg: str, size: int) -> Image.Image:
    """An SVG document as straight RGBA of `size` px a side."""
    import resvg_py  # needed to make data, never to draw or describe

    png = resvg_py.svg_to_bytes(svg_string=svg, width=size, height=size)
    return Image.open(io.BytesIO(bytes(png))).convert("RGBA")


def canonical(picture: Image.Image, size: int) -> Image.Image:
    """What is visible of a picture, cut out, filling a square of `size` px and standing on its lower edge."""
    visible = picture.getchannel("A").point([255 if alpha > 8 else 0 for alpha in range(256)]).getbbox()
    cut = picture.crop(visible)
    room = size * (1 - 2 * MARGIN)
    scale = room / max(cut.size)
    width, height = (max(1, round(side * scale)) for side in cut.size)
    small = cut.resize((width, height), Image.Resampling.LANCZOS)
    square = Image.new("RGBA", (size, size))
    square.paste(small, ((size - width) // 2, round(size * (1 - MARGIN)) - height))
    return square


def write_pack(path: Path, sprites: dict[str, bytes]) -> None:
    """A pack of PNG files by their names, alike to the byte each time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as pack:
        for name, png in sorted(sprites.items()):
            pack.writestr(zipfile.ZipInfo(name), png)


@cache
def atlas(size: int = 64, path: Path = PACK) -> Float[Tensor, "what style 4 h w"]:
    """Every drawable thing in every style, straight (not premultiplied) RGBA in [0, 1], `size` px a side.

    Things are numbered as in DRAWABLE, styles as in vocabulary.STYLES. ArtError if `make data` was not run.
    """
    full = levels(path).float().div(255)
    return shrink(full.flatten(0, 1), size).unflatten(0, full.shape[:2])


def levels(path: Path) -> UInt8[Tensor, "what style 4 h w"]:
    """A whole pack as it is stored, straight RGBA from 0 to 255. ArtError if `make data` was not run."""
    if not path.exists():
        raise ArtError(f"{path} is missing; run `make data`")
    styles = ("line",) if path == LINE_ART else tuple(style.key for style in STYLES)
    things = tuple(thing.key for thing in OBJECTS) if path == LINE_ART else DRAWABLE
    with zipfile.ZipFile(path) as pack:
        rows = [[read_sprite(pack, f"{style}/{what}.png") for style in styles] for what in things]
    return torch.from_numpy(np.array(rows)).permute(0, 1, 4, 2, 3)


def read_sprite(pack: zipfile.ZipFile, name: str) -> UInt8[np.ndarray, "h w 4"]:
    """One file of a pack as straight RGBA from 0 to 255."""
    return np.asarray(Image.open(io.BytesIO(pack.read(name))).convert("RGBA"))


def shrink(rgba: Float[Tensor, "b 4 h w"], size: int) -> Float[Tensor, "b 4 s s"]:
    """Straight RGBA scaled down through premultiplied alpha, so that hidden colour does not bleed."""
    return straight(
        interpolate(premultiplied(rgba), size=(size, size), mode="bilinear", antialias=True, align_corners=False)
    )


def premultiplied(rgba: Float[Tensor, "b 4 h w"]) -> Float[Tensor, "b 4 h w"]:
    """Straight RGBA with its colours multiplied by its opacity, as it is to be interpolated and laid on something."""
    return torch.cat([rgba[:, :3] * rgba[:, 3:], rgba[:, 3:]], 1)


def straight(rgba: Float[Tensor, "b 4 h w"]) -> Float[Tensor, "b 4 h w"]:
    """Premultiplied RGBA with colours as if it were opaque, in [0, 1]; black where there is nothing."""
    return torch.cat([rgba[:, :3] / rgba[:, 3:].clamp_min(1e-3), rgba[:, 3:]], 1).clamp(0, 1)
