"""Files that are made to hurt whoever opens them, and the odd ones that Pillow tests itself with."""

import io
import struct
import subprocess
import sys
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import PIL
from PIL import Image
from test_container import chunk, exif, halves, saved, segment, with_scans, with_segments

from img2txt.container import MOST_SCANS

LARGEST = (8000, 5000)  # what is just not refused for its size


def made() -> Iterator[tuple[str, bytes]]:
    """Each with its name; none is heavier than a server takes."""
    plain, progressive = saved(halves(), "JPEG"), saved(halves(), "JPEG", progressive=True)
    yield "1500 scans of a small picture", with_scans(progressive, 1500)
    noise = np.random.default_rng(1).integers(0, 256, (625, 1000), dtype=np.uint8).repeat(8, 0).repeat(8, 1)
    large = saved(Image.fromarray(noise).convert("RGB"), "JPEG", progressive=True, quality=50, subsampling=0)
    yield "1500 scans of the largest", with_scans(large, 1500)[: 20 * 2**20]
    yield "as many scans as are taken", with_scans(large, MOST_SCANS - large.count(b"\xff\xda") + 1)
    tags = [struct.pack("<HHII", 0x0100 + number, 7, 17_000, 48_010) for number in range(4000)]
    yield "4000 tags at one block", with_segments(plain, segment(exif(*tags)))
    yield "Exif in segments of 20 bytes", with_segments(plain, segment(b"Exif\0\0II*\0\x08\0\0\0\0\0") * 360_000)
    yield "16 bits, grey", png(16, 0, b"\x7f\x01")
    yield "16 bits, colour", png(16, 2, b"\x7f\x01" * 3)
    yield "16 bits, see-through and interlaced", png(16, 6, b"\x7f\x01" * 4, interlaced=1)
    yield "a PNG of its largest size in one bit", png(1, 0, b"", width=8000 // 8)
    yield "400 million pixels", png(1, 0, b"", width=20_000 // 8, size=(20_000, 20_000))
    yield "a text of 80 MB", with_chunk(chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(80_000_000), 9)))
    yield "a profile of 80 MB", with_chunk(chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(80_000_000), 9)))
    yield "a million chunks", with_chunk(chunk(b"tEXt", b"a\0b") * 1_200_000)
    yield "a million frames", with_chunk(chunk(b"acTL", struct.pack(">2I", 2**31 - 1, 0)))
    for kind in ("WEBP", "AVIF", "GIF"):
        yield (
            f"the largest {kind}",
            saved(Image.new("RGB", LARGEST, "red"), kind, **({"speed": 10} if kind == "AVIF" else {})),
        )
    webp, gif = saved(halves(), "WEBP"), saved(halves(), "GIF")
    yield "a million parts of a WebP", webp[:12] + b"abcd\0\0\0\0" * 1_000_000 + webp[12:]
    yield "six million blocks of a GIF", gif[:13] + b"\x21\xfe\0" * 6_000_000 + gif[13:]
    yield "a GIF of 65535 x 65535", gif[:6] + b"\xff\xff\xff\xff" + gif[10:]
    heic = Path(__file__).with_name("halves.heic").read_bytes()
    for at in range(0, len(heic), 97):
        yield f"a HEIC broken at {at}", heic[:at] + bytes([heic[at] ^ 0xFF]) + heic[at + 1 :]


def png(
    depth: int,
    colour: int,
    pixel: bytes,
    *,
    interlaced: int = 0,
    width: int = LARGEST[0],
    size: tuple[int, int] = LARGEST,
) -> bytes:
    """A PNG whose rows are all alike; `width` is how many pixels, or bytes where there is no `pixel`, a row has."""
    header = struct.pack(">2I5B", *size, depth, colour, 0, 0, interlaced)
    row = b"\0" + (pixel or b"\0") * width
    packing = zlib.compressobj(1)
    packed = b"".join(packing.compress(row) for _ in range(size[1])) + packing.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def with_chunk(chunks: bytes) -> bytes:
    """A small PNG with something before its pixels."""
    content = saved(halves(), "PNG")
    return content[:33] + chunks + content[33:]


def of_pillow(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The images in Pillow's own tests, of the version that is installed; its source is fetched into a folder.

    CalledProcessError where no package index can be reached.
    """
    asked = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--no-binary=pillow",
        "--dest",
        str(folder),
    ]
    subprocess.run([*asked, f"pillow=={PIL.__version__}"], check=True, capture_output=True)
    (archive,) = folder.glob("pillow-*.tar.gz")
    with tarfile.open(archive) as source:
        for member in source:
            if "/Tests/images/" in member.name and member.isfile():
                file = source.extractfile(member)
                assert isinstance(file, io.BufferedReader)
                yield Path(member.name).name, file.read()
