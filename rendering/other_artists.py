"""The same objects as other artists draw them, for the eye alone.

Nothing is drawn in these looks and no word names them. They teach the image encoder that a thing is its shape and not
the hand that drew it. Sets that hold outlines alone are coloured in like a page of a colouring book: each region that
lines enclose takes the colour that the coloured sets have there.
"""

import csv
import io
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
import torch
from jaxtyping import Bool, Float
from PIL import Image, ImageDraw, ImageFont
from torch import Tensor
from torch.nn.functional import interpolate

from rendering.art import DATA, OTHER_ARTISTS, ArtError, ArtSet, code_points, fetch, icons
from rendering.sprites import SIZE, atlas, canonical, premultiplied, rasterised, read_sprite, shrink, write_pack
from world.vocabulary import OBJECTS, Object

OTHER_ARTISTS_PACK = DATA / "other-artists.zip"
NAMES = Path(__file__).parent / "other_artists.tsv"  # what each set calls each object, if it has it
_FINE = 2 * SIZE  # pixels a side while colouring in
_INK = np.array((0.10, 0.10, 0.12))
_LEVELS = 128  # colours and opacities that a sprite keeps
_THICK = 15  # pixels on either side; where there is more black than that, it is no line
_COLOURED = ("fxemoji", "streamline-emojis")  # artists that bring colours of their own
_TWO_TONES = ("icon-park",)
_GLYPH = 300  # pixels of a font's em
_WEIGHTS = (300, 700)  # of the font's lines

Drawn = Callable[[Object], Image.Image | None]


def build() -> dict[str, int]:
    """Fetch the sets and write the pack; how many sprites it holds. Colours come from `rendering.sprites.PACK`."""
    palettes = _palettes()
    sprites: dict[str, bytes] = {}
    for artist, drawn in _artists().items():
        for number, thing in enumerate(OBJECTS):
            picture = drawn(thing)
            if picture is None:
                continue
            if artist not in _COLOURED:
                picture = coloured_in(picture, palettes[number])
            png = io.BytesIO()
            canonical(picture, SIZE).quantize(_LEVELS, Image.Quantize.FASTOCTREE).save(png, "PNG", optimize=True)
            sprites[f"{artist}/{thing.key}.png"] = png.getvalue()
    write_pack(OTHER_ARTISTS_PACK, sprites)
    return {OTHER_ARTISTS_PACK.name: len(sprites)}


def _artists() -> dict[str, Drawn]:
    """How each artist draws an object; None where it does not draw it."""
    *drawings, font = OTHER_ARTISTS
    with NAMES.open(encoding="utf-8", newline="") as table:
        named = {row["object"]: row for row in csv.DictReader(table, delimiter="\t")}
    codes = code_points()

    def from_icons(art: ArtSet) -> Drawn:
        artist, svg = art.package.split("/")[1], icons(art)

        def drawn(thing: Object) -> Image.Image | None:
            name = named[thing.key][artist]
            return _only_strokes(rasterised(svg[name], _FINE), artist) if name else None

        return drawn

    def from_font(weight: int) -> Drawn:
        return lambda thing: _glyph(_code(thing, codes), font, weight)

    artists = {art.package.split("/")[1]: from_icons(art) for art in drawings}
    return artists | {f"font-{weight}": from_font(weight) for weight in _WEIGHTS}


def _only_strokes(picture: Image.Image, artist: str) -> Image.Image:
    """Of a set of two tones the dark strokes alone; others as they are."""
    if artist not in _TWO_TONES:
        return picture
    levels = np.asarray(picture)
    dark = np.where(levels[..., :3].max(-1) < 90, levels[..., 3], 0)
    return Image.fromarray(np.dstack([np.zeros_like(levels[..., :3]), dark]).astype(np.uint8), "RGBA")


def _code(thing: Object, codes: dict[str, int]) -> int:
    return next(codes[icon] for icon in thing.icons if icon in codes)


def _glyph(code: int, art: ArtSet, weight: int) -> Image.Image | None:
    """The font's drawing of a character, black on nothing."""
    picture = Image.new("RGBA", (2 * _GLYPH, 2 * _GLYPH))
    for font in _fonts(art, weight):
        mask = font.getmask(chr(code))
        if mask.getbbox() and font.getmask("\U0010fffd").getbbox() != mask.getbbox():
            ImageDraw.Draw(picture).text((_GLYPH, _GLYPH), chr(code), (0, 0, 0, 255), font, anchor="mm")
            return picture
    return None


@cache
def _fonts(art: ArtSet, weight: int) -> list[ImageFont.FreeTypeFont]:
    """The parts of a font, each with some of its characters."""
    with tarfile.open(fetch(art)) as package:
        names = [name for name in package.getnames() if name.endswith(f"-{weight}-normal.woff")]
        files = [package.extractfile(name) for name in sorted(names)]
        return [ImageFont.truetype(io.BytesIO(file.read()), _GLYPH) for file in files if file]


def _palettes() -> Float[np.ndarray, "what h w 4"]:
    """What colour the coloured sets have where, on average: premultiplied RGBA of each object."""
    rows = [premultiplied(in_every_style).mean(0) for in_every_style in atlas(SIZE)[: len(OBJECTS)]]
    fine = interpolate(torch.stack(rows), size=(_FINE, _FINE), mode="bilinear", align_corners=False)
    return fine.permute(0, 2, 3, 1).numpy()


def coloured_in(outlines: Image.Image, palette: Float[np.ndarray, "h w 4"]) -> Image.Image:
    """A drawing of black on nothing, each region that its lines enclose filled with the palette's mean colour there.

    Black that is too thick for a line is a region, too.
    """
    from scipy import ndimage  # needed to make data, never to train

    ink = np.asarray(canonical(outlines, len(palette)).getchannel("A"), dtype=np.float32) / 255
    solid = np.asarray(ndimage.binary_fill_holes(ink > 0.5), dtype=bool)
    thick = ndimage.binary_opening(ink > 0.5, iterations=_THICK)
    line = np.where(thick, 0, ink)
    rgb = _regions((solid & (ink <= 0.5), thick), palette) * (1 - line[..., None]) + _INK * line[..., None]
    return Image.fromarray((np.dstack([rgb, np.maximum(ink, solid)]) * 255).round().astype(np.uint8), "RGBA")


def _regions(
    parts: Sequence[Bool[np.ndarray, "h w"]], palette: Float[np.ndarray, "h w 4"]
) -> Float[np.ndarray, "h w 3"]:
    """The mean colour of each connected region of each part, carried on under the lines around it."""
    from scipy import ndimage

    labels = np.zeros(palette.shape[:2], dtype=np.int64)
    for part in parts:
        numbers = np.zeros_like(labels)
        ndimage.label(part, output=numbers)
        labels[part] = numbers[part] + labels.max()
    sums = np.stack([np.bincount(labels.ravel(), palette[..., channel].ravel()) for channel in range(4)], 1)
    whole = palette.sum((0, 1))
    colours = np.where(sums[:, 3:] > 1, sums[:, :3] / sums[:, 3:].clip(1e-3), whole[:3] / whole[3])
    row, column = np.asarray(ndimage.distance_transform_edt(labels == 0, return_distances=False, return_indices=True))
    return colours[labels[row, column]]


@cache
def other_artists_atlas(size: int = 64, path: Path = OTHER_ARTISTS_PACK) -> Float[Tensor, "object artist 4 s s"]:
    """Every object by every other artist, straight RGBA in [0, 1]; where an artist lacks one, another's stands.

    ArtError if `make data` was not run.
    """
    if not path.exists():
        raise ArtError(f"{path} is missing; run `make data`")
    with zipfile.ZipFile(path) as pack:
        names = set(pack.namelist())
        artists = sorted({name.split("/")[0] for name in names})
        rows = []
        for number, thing in enumerate(OBJECTS):
            own = [artist for artist in artists if f"{artist}/{thing.key}.png" in names]
            if not own:
                raise ArtError(f"{path} has no {thing.key}; run `make data`")
            turn = [artist if artist in own else own[(number + at) % len(own)] for at, artist in enumerate(artists)]
            levels = np.array([read_sprite(pack, f"{artist}/{thing.key}.png") for artist in turn])
            rows.append(shrink(torch.from_numpy(levels).permute(0, 3, 1, 2).float() / 255, size))
    return torch.stack(rows)
