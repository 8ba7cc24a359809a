"""What an image file is made of: the parts that its pixels need, and which way up it is. Nothing is decoded here.

A decoder is given these parts alone. So whatever else a stranger put into a file (a million notes, tags that point at
one block, pictures behind the picture) costs one look at its length; what costs time again and again is counted first.
"""

import re
import struct
from collections.abc import Callable
from dataclasses import dataclass

MOST_SCANS = 48  # of a progressive JPEG; encoders write about ten, and each is a pass over the whole picture
MOST_SEGMENTS = 2000  # of a JPEG; a profile or an edit history in pieces of 64 kB takes some dozens
MOST_CHUNKS = 100_000  # of a PNG or WebP: pixels come in pieces of some kB
MOST_BLOCKS = 1_000_000  # of a GIF: pixels come in pieces of 255 bytes
EXIF_BYTES = 65_535  # that are looked into, which is what a JPEG can hold

MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")  # stuffed bytes, restarts and padding belong to the pixels
JPEG_END, JPEG_SCAN, JPEG_EXIF, JPEG_ALONE = 0xD9, 0xDA, 0xE1, (0x01, 0xD8)
JPEG_NOTES = (*range(0xE0, 0xF0), 0xFE)  # what applications put into a JPEG
JPEG_COLOURS = {0xE0: b"JFIF\0", 0xEE: b"Adobe"}  # notes that say how colours are written
PNG_PIXELS = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
WEBP_PIXELS = (b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF")
WEBP_FLAGS = 0b0001_0010  # animation and transparency; the others promise parts that are left out
ORIENTATION = 0x0112  # the EXIF tag
SHORT = 3  # the EXIF type of its value


class TooManyParts(ValueError):
    """A file of more parts than any camera or program writes."""


@dataclass(frozen=True)
class Essentials:
    """An image file without what its pixels do not need, and how it is to be turned (EXIF's 1 to 8)."""

    content: bytes
    orientation: int = 1


def essentials(content: bytes, kind: str) -> Essentials:
    """The parts of a PNG, JPEG, WebP or GIF that its (first) picture needs; other kinds are left as they are.

    A file that is broken stays so: what follows the last part that was understood is kept as it is, for the decoder to
    refuse. Raises TooManyParts.
    """
    take = TAKERS.get(kind)
    return take(content) if take else Essentials(content)


def orientation(exif: bytes) -> int:
    """Which way up a camera was held: 1 to 8 as EXIF says it, 1 where it says nothing that makes sense."""
    exif = exif.removeprefix(b"Exif\0\0")[:EXIF_BYTES]
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(exif[:4])
    if order is None:
        return 1
    try:
        (tags,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, tags)
        for number in range(count):
            tag, type, values, value = struct.unpack_from(f"{order}HHIH", exif, tags + 2 + 12 * number)
            if tag == ORIENTATION:
                return value if (type, values) == (SHORT, 1) and 1 <= value <= 8 else 1
    except struct.error:  # it ends within a tag
        pass
    return 1


def _jpeg(content: bytes) -> Essentials:
    kept, at, turned, segments, scans = [content[:2]], 2, 1, 0, 0
    while found := MARKER.search(content, at):
        kept.append(content[at : found.start()])  # the pixels of a scan, if anything
        at, marker = found.start(), content[found.start() + 1]
        if marker == JPEG_END:  # what follows is another picture, or none
            return Essentials(b"".join([*kept, content[at : at + 2]]), turned)
        end = at + 2 if marker in JPEG_ALONE else at + 2 + int.from_bytes(content[at + 2 : at + 4])
        if end > len(content):
            break
        segments, scans = segments + 1, scans + (marker == JPEG_SCAN)
        if segments > MOST_SEGMENTS or scans > MOST_SCANS:
            raise TooManyParts(f"{segments} segments and {scans} scans")
        body = content[at + 4 : end]
        if marker == JPEG_EXIF and turned == 1 and body.startswith(b"Exif\0\0"):
            turned = orientation(body)
        if marker not in JPEG_NOTES or (marker in JPEG_COLOURS and body.startswith(JPEG_COLOURS[marker])):
            kept.append(content[at:end])
        at = end
    return Essentials(b"".join([*kept, content[at:]]), turned)


def _png(content: bytes) -> Essentials:
    kept, at, turned, chunks = [content[:8]], 8, 1, 0
    while at + 8 <= len(content):
        length, name = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        if (chunks := chunks + 1) > MOST_CHUNKS:
            raise TooManyParts(f"{chunks} chunks")
        if name == b"eXIf":
            turned = orientation(content[at + 8 : min(end - 4, at + 8 + EXIF_BYTES)])
        if name in PNG_PIXELS:
            kept.append(content[at:end])
        at = end
        if name == b"IEND":
            break
    return Essentials(b"".join(kept), turned)


def _webp(content: bytes) -> Essentials:
    kept, at, turned, chunks, size = list[bytes](), 12, 1, 0, 4
    while at + 8 <= len(content):
        name, length = struct.unpack_from("<4sI", content, at)
        end = at + 8 + length + length % 2
        if (chunks := chunks + 1) > MOST_CHUNKS:
            raise TooManyParts(f"{chunks} chunks")
        if name == b"EXIF":
            turned = orientation(content[at + 8 : min(end, at + 8 + EXIF_BYTES)])
        if name in WEBP_PIXELS:
            part = content[at:end]
            if name == b"VP8X":
                part = part[:8] + bytes([part[8] & WEBP_FLAGS]) + part[9:] if len(part) > 8 else part
            kept.append(part)
            size += end - at
        at = end
        if name == b"ANMF":  # the first frame
            break
    start = b"RIFF" + struct.pack("<I", min(size, 2**32 - 1)) + b"WEBP"
    return Essentials(b"".join([start, *kept]), turned)


def _gif(content: bytes) -> Essentials:
    start = at = 13 + _gif_palette(content, 10)
    control, blocks = b"", 0  # control: which colour of the picture is see-through
    while content[at : at + 1] == b"\x21" and at + 1 < len(content):
        end, blocks = _after_blocks(content, at + 2, blocks)
        if content[at + 1] == 0xF9:
            control = content[at:end]
        at = end
    if content[at : at + 1] != b"\x2c":
        return Essentials(content[:start] + content[at:])
    end, _ = _after_blocks(content, at + 11 + _gif_palette(content, at + 9), blocks)
    trailer = b"\x3b" if end <= len(content) else b""
    return Essentials(content[:start] + control + content[at:end] + trailer)


def _after_blocks(content: bytes, at: int, before: int) -> tuple[int, int]:
    """Where a row of blocks ends, and how many there were by then, with those before them."""
    blocks = before + 1
    while at < len(content) and (length := content[at]):
        at, blocks = at + 1 + length, blocks + 1
        if blocks > MOST_BLOCKS:
            break
    if blocks > MOST_BLOCKS:
        raise TooManyParts(f"{blocks} blocks")
    return at + 1, blocks


def _gif_palette(content: bytes, flags: int) -> int:
    """How many bytes the palette takes that the flags at a place promise."""
    given = content[flags] if flags < len(content) else 0
    return 3 << (given & 7) + 1 if given & 0x80 else 0


TAKERS: dict[str, Callable[[bytes], Essentials]] = {"JPEG": _jpeg, "PNG": _png, "WebP": _webp, "GIF": _gif}
