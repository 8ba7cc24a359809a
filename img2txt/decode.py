"""Foreign bytes to an RGB image: upright, on white, of a bounded size, and nothing else kept."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from PIL import (
    AvifImagePlugin,
    GifImagePlugin,
    Image,
    JpegImagePlugin,
    PngImagePlugin,
    WebPImagePlugin,
    features,
)

from img2txt.container import TooManyParts, essentials, orientation

try:
    import pi_heif
except ImportError:  # there is no wheel for every platform
    pi_heif = None

MAX_BYTES = 20 * 2**20
MAX_PIXELS = 40_000_000
MAX_SIDE = 2048
MIN_SIDE = 8  # what is left of a thinner one could not be looked at
THREADS = 2  # for one image

# Each reader is named here, not found by Pillow: nothing but these ever parses what a stranger sent.
READERS: dict[str, Callable[[Any], Image.Image]] = {
    "PNG": PngImagePlugin.PngImageFile,
    "JPEG": JpegImagePlugin.JpegImageFile,
    "WebP": WebPImagePlugin.WebPImageFile,
    "GIF": GifImagePlugin.GifImageFile,
}
if features.check("avif"):
    AvifImagePlugin.DEFAULT_MAX_THREADS = THREADS
    READERS["AVIF"] = AvifImagePlugin.AvifImageFile
if pi_heif is not None:
    pi_heif.options.DECODE_THREADS = THREADS
    pi_heif.options.THUMBNAILS = pi_heif.options.DEPTH_IMAGES = pi_heif.options.AUX_IMAGES = False
    READERS["HEIC"] = pi_heif.HeifImageFile
AVIF_BRANDS = (b"avif", b"avis")
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1")
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
WIDE = ("I", "I;16", "I;16L", "I;16B", "I;16N")  # 16 bits a pixel in Pillow's names

# Why an image is refused. The reason is for programs (the chat says it in two languages), the sentence for people.
REASONS = {
    "missing": "{what} cannot be read; send the image again",
    "empty": "{what} is empty; send a PNG, JPEG or WebP image",
    "too_heavy": "{what} has {size:.1f} MB; send an image of at most {limit:.0f} MB",
    "not_image": "{what} is {kind}, not an image that can be read; send a PNG, JPEG or WebP image",
    "too_large": "{what} has {width} × {height} pixels; send an image of at most {limit:.0f} million pixels",
    "too_small": "{what} has {width} × {height} pixels; send an image that has at least {limit} on each side",
    "too_narrow": "{what} has {width} × {height} pixels; send an image that is at most {limit} times as long as narrow",
    "too_complex": "{what} is a {kind} image of too many parts, or takes too much memory; save it again and send it "
    "once more",
    "too_slow": "{what} takes too long to open; save it smaller, as PNG or JPEG, and send it once more",
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
    EXIF, text and colour profiles do not come along. Raises UnreadableImage; parts and sizes are checked before
    decoding. What strangers send is opened by a `Decoder`, which does this in a process of its own.
    """
    what = name_of(source)
    content = read(source, max_bytes)
    kind = kind_of(content)
    if kind not in READERS:
        raise UnreadableImage("empty" if not content else "not_image", what, kind=kind)
    with _refusing(what, kind):
        parts = essentials(content, kind)
        image = READERS[kind](io.BytesIO(parts.content))
    _check(image.size, what, max_pixels, max_side)
    with _refusing(what, kind):
        image.load()
    _check(image.size, what, max_pixels, max_side)  # an HEIC image knows its own size only now
    with _refusing(what, kind):
        shown = _coloured(image)
        shown.thumbnail((max_side, max_side), Image.Resampling.LANCZOS)
        shown = shown.convert("RGBA") if see_through else _on_white(shown)
        turn = UPRIGHT.get(max(parts.orientation, orientation(image.info.get("exif") or b"")))
        return _bare(shown if turn is None else shown.transpose(turn))


def png_bytes(image: Image.Image, chunks: PngImagePlugin.PngInfo | None = None) -> bytes:
    """An image as PNG, the way it is kept; with text chunks, if there are any."""
    written = io.BytesIO()
    image.save(written, format="PNG", pnginfo=chunks)
    return written.getvalue()


def name_of(source: bytes | Path) -> str:
    """What an image is called where one speaks of it."""
    return source.name if isinstance(source, Path) else "the file"


def read(source: bytes | Path, max_bytes: int) -> bytes:
    """What a file holds; UnreadableImage, before it is read, where it is gone or too heavy."""
    what = name_of(source)
    try:
        size = len(source) if isinstance(source, bytes) else source.stat().st_size
        if size > max_bytes:
            raise UnreadableImage("too_heavy", what, size=size / 2**20, limit=max_bytes / 2**20)
        return source if isinstance(source, bytes) else source.read_bytes()
    except OSError as error:
        raise UnreadableImage("missing", what) from error


@contextmanager
def _refusing(what: str, kind: str) -> Iterator[None]:
    """Whatever a decoder raises becomes UnreadableImage: on foreign bytes it may be anything."""
    try:
        yield
    except (TooManyParts, MemoryError) as error:
        raise UnreadableImage("too_complex", what, kind=kind) from error
    except Exception as error:
        raise UnreadableImage("damaged", what, kind=kind) from error


def _check(size: tuple[int, int], what: str, max_pixels: int, max_side: int) -> None:
    (width, height), (short, long) = size, sorted(size)
    if short * long > max_pixels:
        raise UnreadableImage("too_large", what, width=width, height=height, limit=max_pixels / 1e6)
    if short < MIN_SIDE:
        raise UnreadableImage("too_small", what, width=width, height=height, limit=MIN_SIDE)
    if long > max_side and short * max_side < MIN_SIDE * long:  # made smaller, it would be too small
        raise UnreadableImage("too_narrow", what, width=width, height=height, limit=max_side // MIN_SIDE)


def kind_of(content: bytes) -> str:
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
    if content[4:8] == b"ftyp" and (kind := _brand(content)):
        return kind
    if b"<svg" in content[:4096].lower():
        return "SVG"
    return "text" if _is_text(content[:4096]) else "something else"


def _brand(content: bytes) -> str | None:
    """What a file of boxes says that it is; a brand that fits several kinds is decided by the others it names."""
    named = content[8 : min(int.from_bytes(content[:4]), 256)]
    brands = [named[at : at + 4] for at in range(0, len(named), 4) if at != 4]  # after the first stands its version
    for kind, known in (("AVIF", AVIF_BRANDS), ("HEIC", HEIC_BRANDS)):
        if any(brand in known for brand in brands):
            return kind
    return None


def _is_text(beginning: bytes) -> bool:
    return b"\0" not in beginning and beginning.decode("utf-8", errors="ignore").encode()[:64] == beginning[:64]


def _coloured(image: Image.Image) -> Image.Image:
    """RGB, or RGBA where something may be see-through."""
    if image.mode in WIDE:
        return _from_wide(image)
    if image.mode in ("LA", "PA", "La", "RGBA", "RGBa") or "transparency" in image.info:
        return image if image.mode == "RGBA" else image.convert("RGBA")
    return image if image.mode == "RGB" else image.convert("RGB")


def _from_wide(image: Image.Image) -> Image.Image:
    """Grey of 16 bits: Pillow would clip it at 255."""
    values = np.asarray(image)
    wide = values if values.dtype.itemsize == 2 else values.clip(0, 65535)
    shown = Image.fromarray((wide >> 8).astype(np.uint8)).convert("RGB")
    if isinstance(invisible := image.info.get("transparency"), int):
        shown.putalpha(Image.fromarray(np.where(values == invisible, 0, 255).astype(np.uint8)))
    return shown


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    return Image.alpha_composite(Image.new("RGBA", image.size, "white"), image).convert("RGB")


def _bare(image: Image.Image) -> Image.Image:
    """The pixels and nothing else."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    return bare
