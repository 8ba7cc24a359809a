"""Foreign bytes to an RGB image: PNG, JPEG or WebP, upright, on white, of a bounded size, and nothing else kept."""

import io
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

MAX_BYTES = 20 * 2**20
MAX_PIXELS = 40_000_000
MAX_SIDE = 2048
MIN_SIDE = 8  # what is left of a thinner one could not be looked at

# Each reader is named here, not found by Pillow: nothing but these three ever parses what a stranger sent.
READERS: dict[str, Callable[[Any], Image.Image]] = {
    "PNG": PngImagePlugin.PngImageFile,
    "JPEG": JpegImagePlugin.jpeg_factory,
    "WebP": WebPImagePlugin.WebPImageFile,
}
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
ORIENTATION = 0x0112  # the EXIF tag
WIDE = ("I", "I;16", "I;16L", "I;16B", "I;16N")  # 16 bits a pixel in Pillow's names

# Why an image is refused. The reason is for programs (the chat says it in two languages), the sentence for people.
REASONS = {
    "missing": "{what} cannot be read; send the image again",
    "empty": "{what} is empty; send a PNG, JPEG or WebP image",
    "too_heavy": "{what} has {size:.1f} MB; send an image of at most {limit:.0f} MB",
    "not_image": "{what} is {kind}, not an image that can be read; send a PNG, JPEG or WebP image",
    "too_large": "{what} has {width} × {height} pixels; send an image of at most {limit:.0f} million pixels",
    "too_small": "{what} has {width} × {height} pixels, too few or too narrow; send an image that is less narrow and "
    "has at least {limit} on each side",
    "damaged": "{what} is a damaged or unfinished {kind} image; save it again and send it once more",
}


class UnreadableImage(ValueError):
    """An image that is refused; `reason` is a key of REASONS, `values` are what its sentence speaks of."""

    def __init__(self, reason: str, what: str, **values: Any) -> None:
        super().__init__(REASONS[reason].format(what=what, **values))
        self.reason = reason
        self.values = values


def open_image(
    source: bytes | Path,
    *,
    max_bytes: int = MAX_BYTES,
    max_pixels: int = MAX_PIXELS,
    max_side: int = MAX_SIDE,
    see_through: bool = False,
) -> Image.Image:
    """The image as people see it: RGB, upright, transparency on white, the first frame, neither side over `max_side`.

    With `see_through` it is RGBA instead, and transparency stays.
    EXIF, text and colour profiles do not come along. Raises UnreadableImage; sizes are checked before decoding.
    """
    what = source.name if isinstance(source, Path) else "the file"
    content = _content(source, what, max_bytes)
    kind = _kind(content)
    if kind not in READERS:
        raise UnreadableImage("empty" if not content else "not_image", what, kind=kind)
    try:
        image = READERS[kind](io.BytesIO(content))
    except Exception as error:  # on foreign bytes a decoder may raise anything
        raise UnreadableImage("damaged", what, kind=kind) from error
    if math.prod(image.size) > max_pixels:
        width, height = image.size
        raise UnreadableImage("too_large", what, width=width, height=height, limit=max_pixels / 1e6)
    try:
        image.load()
        shown = _with_opacity(image) if see_through else _on_white(image)
    except Exception as error:
        raise UnreadableImage("damaged", what, kind=kind) from error
    shown.thumbnail((max_side, max_side), Image.Resampling.LANCZOS)
    if min(shown.size) < MIN_SIDE:
        width, height = image.size
        raise UnreadableImage("too_small", what, width=width, height=height, limit=MIN_SIDE)
    turn = UPRIGHT.get(_orientation(image))
    return _bare(shown if turn is None else shown.transpose(turn))


def png_bytes(image: Image.Image, chunks: PngImagePlugin.PngInfo | None = None) -> bytes:
    """An image as PNG, the way it is kept; with text chunks, if there are any."""
    written = io.BytesIO()
    image.save(written, format="PNG", pnginfo=chunks)
    return written.getvalue()


def _content(source: bytes | Path, what: str, max_bytes: int) -> bytes:
    try:
        size = len(source) if isinstance(source, bytes) else source.stat().st_size
        if size > max_bytes:
            raise UnreadableImage("too_heavy", what, size=size / 2**20, limit=max_bytes / 2**20)
        return source if isinstance(source, bytes) else source.read_bytes()
    except OSError as error:
        raise UnreadableImage("missing", what) from error


def _kind(content: bytes) -> str:
    """What bytes are by their first ones, whatever the file is called."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WebP"
    for start, kind in ((b"GIF8", "GIF"), (b"BM", "BMP"), (b"II*\0", "TIFF"), (b"MM\0*", "TIFF"), (b"%PDF", "PDF")):
        if content.startswith(start):
            return kind
    if content[4:12] in (b"ftypavif", b"ftypheic", b"ftypheix", b"ftypmif1"):
        return "HEIC or AVIF"
    if b"<svg" in content[:4096].lower():
        return "SVG"
    return "text" if _is_text(content[:4096]) else "something else"


def _is_text(beginning: bytes) -> bool:
    return b"\0" not in beginning and beginning.decode("utf-8", errors="ignore").encode()[:64] == beginning[:64]


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in WIDE:
        return _from_wide(image)
    if image.mode in ("LA", "PA", "La", "RGBA", "RGBa") or "transparency" in image.info:
        see_through = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", image.size, "white"), see_through).convert("RGB")
    return image.convert("RGB")


def _with_opacity(image: Image.Image) -> Image.Image:
    shown = (_from_wide(image) if image.mode in WIDE else image).convert("RGBA")
    if image.mode in WIDE and isinstance(invisible := image.info.get("transparency"), int):
        shown.putalpha(Image.fromarray(np.where(np.asarray(image) == invisible, 0, 255).astype(np.uint8)))
    return shown


def _from_wide(image: Image.Image) -> Image.Image:
    """Grey of 16 bits: Pillow would clip it at 255."""
    values = np.asarray(image).astype(np.int64)
    grey = (values.clip(0, 65535) >> 8).astype(np.uint8)
    if isinstance(invisible := image.info.get("transparency"), int):
        grey[values == invisible] = 255
    return Image.fromarray(grey).convert("RGB")


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(ORIENTATION, 1))
    except Exception:  # broken EXIF is no reason to refuse a whole image
        return 1


def _bare(image: Image.Image) -> Image.Image:
    """The pixels and nothing else."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    return bare
