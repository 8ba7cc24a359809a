"""Files of more parts than their pixels need: what is left out, what is counted, what is found."""

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from img2txt.container import MOST_SCANS, MOST_SEGMENTS, TooManyParts, essentials, orientation
from img2txt.decode import UnreadableImage, open_image

KINDS = {"JPEG": "JPEG", "PNG": "PNG", "WebP": "WEBP", "GIF": "GIF"}
LEFT, RIGHT = (200, 40, 40), (40, 40, 200)


def halves() -> Image.Image:
    image = Image.new("RGB", (64, 48), LEFT)
    image.paste(RIGHT, (32, 0, 64, 48))
    return image


def saved(image: Image.Image, format: str, **options) -> bytes:
    written = io.BytesIO()
    image.save(written, format=format, **options)
    return written.getvalue()


def assert_halves(image: Image.Image) -> None:
    assert image.size == (64, 48)
    for at, colour in ((5, LEFT), (58, RIGHT)):
        assert np.abs(np.subtract(image.getpixel((at, 24)), colour)).max() < 12


def exif(*tags: bytes, order: str = "<") -> bytes:
    """EXIF with these tags, and 17 kB behind them."""
    start = {"<": b"II*\0", ">": b"MM\0*"}[order] + struct.pack(f"{order}IH", 8, len(tags))
    return b"Exif\0\0" + start + b"".join(tags) + bytes(17_000)


def turned(value: int, order: str = "<") -> bytes:
    return struct.pack(f"{order}HHIHH", 0x0112, 3, 1, value, 0)


def segment(body: bytes, marker: int = 0xE1) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def with_segments(content: bytes, *segments: bytes) -> bytes:
    return content[:2] + b"".join(segments) + content[2:]


def with_scans(content: bytes, times: int) -> bytes:
    """A progressive JPEG whose last scan comes so many times."""
    last = content[content.rindex(b"\xff\xda") : -2]
    return content[:-2] + last * (times - 1) + content[-2:]


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def refused(content: bytes) -> str:
    with pytest.raises(UnreadableImage) as refused:
        open_image(content)
    return refused.value.reason


@pytest.mark.parametrize("kind", KINDS)
def test_of_a_plain_file_nothing_that_is_needed_is_missing(kind):
    content = saved(halves(), KINDS[kind])
    with Image.open(io.BytesIO(content)) as before, Image.open(io.BytesIO(essentials(content, kind).content)) as after:
        assert np.array_equal(np.asarray(before.convert("RGB")), np.asarray(after.convert("RGB")))


@pytest.mark.parametrize("options", [{"progressive": True}, {"restart_marker_blocks": 1}, {"subsampling": 0}])
def test_a_jpeg_of_any_make_stays_the_same(options):
    noise = Image.fromarray(np.random.default_rng(3).integers(0, 256, (96, 80, 3), dtype=np.uint8))
    for image in (noise, noise.convert("L"), noise.convert("CMYK")):
        content = saved(image, "JPEG", **options)
        kept = essentials(content, "JPEG").content
        with Image.open(io.BytesIO(content)) as before, Image.open(io.BytesIO(kept)) as after:
            assert np.array_equal(np.asarray(before), np.asarray(after))


def test_what_applications_wrote_is_left_out():
    noted = with_segments(saved(halves(), "JPEG"), segment(b"http://secret"), segment(b"secret", 0xFE)) + b"secret"
    kept = essentials(noted, "JPEG").content
    assert b"secret" not in kept and kept.endswith(b"\xff\xd9")
    png = saved(halves(), "PNG", icc_profile=b"secret" * 9, exif=exif(turned(3)))
    assert b"iCCP" in png and b"eXIf" in png
    assert essentials(png, "PNG").content == saved(halves(), "PNG")
    webp = saved(halves(), "WEBP", icc_profile=b"secret" * 9, exif=exif(turned(3)), xmp=b"secret")
    assert b"secret" in webp and b"secret" not in (kept := essentials(webp, "WebP").content)
    assert int.from_bytes(kept[4:8], "little") == len(kept) - 8
    assert_halves(open_image(webp).rotate(180))
    frames = [Image.new("P", (64, 48), number) for number in range(5)]
    gif = saved(halves(), "GIF", comment=b"secret" * 99, save_all=True, append_images=frames)
    assert b"secret" in gif and b"secret" not in (kept := essentials(gif, "GIF").content)
    assert_halves(open_image(gif))
    assert kept.count(b"\x2c\0\0\0\0\x40\0\x30\0") == 1 < gif.count(b"\x2c\0\0\0\0\x40\0\x30\0")


def test_fifteen_hundred_scans_are_refused_and_what_encoders_write_is_not():
    content = saved(halves(), "JPEG", progressive=True, quality=95)
    scans = content.count(b"\xff\xda")
    assert 8 <= scans <= 12
    assert_halves(open_image(content))
    assert_halves(open_image(with_scans(content, MOST_SCANS - scans + 1)))
    for times in (MOST_SCANS - scans + 2, 1500):
        assert refused(with_scans(content, times)) == "too_complex"


def test_very_many_segments_are_refused():
    content = saved(halves(), "JPEG")
    assert_halves(open_image(with_segments(content, segment(exif(turned(1))[:20]) * 1000)))
    assert refused(with_segments(content, segment(b"Exif\0\0II*\0\x08\0\0\0\0\0") * 360_000)) == "too_complex"
    with pytest.raises(TooManyParts, match="2001 segments"):
        essentials(with_segments(content, segment(b"", 0xFE) * MOST_SEGMENTS), "JPEG")


def test_very_many_chunks_are_refused():
    png, webp, gif = (saved(halves(), format) for format in ("PNG", "WEBP", "GIF"))
    assert_halves(open_image(png[:33] + chunk(b"tEXt", b"a\0b") * 1000 + png[33:]))
    assert refused(png[:33] + chunk(b"tEXt", b"a\0b") * 1_200_000 + png[33:]) == "too_complex"
    assert refused(webp[:12] + b"abcd\0\0\0\0" * 1_000_000 + webp[12:]) == "too_complex"
    pixels = gif.index(b"\x2c\0\0\0\0\x40\0\x30\0")
    pixels = pixels if gif[pixels - 8] != 0x21 else pixels - 8
    assert_halves(open_image(gif[:pixels] + b"\x21\xfe" + (b"\xff" + b"a" * 255) * 70_000 + b"\0" + gif[pixels:]))
    assert refused(gif[:pixels] + b"\x21\xfe\0" * 6_000_000 + gif[pixels:]) == "too_complex"


def test_four_thousand_tags_that_point_at_one_block_cost_nothing():
    """Each would be a copy of 17 kB of the 64 kB that there are, or of what lies behind them."""
    tags = [struct.pack("<HHII", 0x0100 + number, 7, 17_000, 48_010) for number in range(4000)]
    tags[0x12] = turned(3)
    body = exif(*tags)
    assert len(body) == 6 + 48_010 + 17_000
    content = with_segments(saved(halves().rotate(180), "JPEG"), segment(body))
    assert essentials(content, "JPEG").orientation == 3
    assert_halves(open_image(content))


def test_the_orientation():
    for order in "<>":
        assert [orientation(exif(turned(value, order), order=order)) for value in (1, 6, 8)] == [1, 6, 8]
    assert orientation(exif(turned(6)).removeprefix(b"Exif\0\0")) == 6
    assert [orientation(exif(turned(value))) for value in (0, 9, 77)] == [1, 1, 1]
    assert orientation(exif(struct.pack("<HHII", 0x0112, 4, 1, 6))) == 1  # of another type
    endless = b"II*\0\x08\0\0\0\xff\xff"
    for broken in (b"", b"Exif\0\0", b"MM\0*", b"II*\0\xff\xff\xff\xff", exif(turned(6))[:20], endless):
        assert orientation(broken) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_half_a_file_stays_half_a_file(kind):
    noise = np.random.default_rng(7).integers(0, 256, (96, 96, 3), dtype=np.uint8)
    content = saved(Image.fromarray(noise), KINDS[kind])
    for length in {*range(0, 900, 13), len(content) // 2, len(content) - 20}:
        essentials(content[:length], kind)  # says nothing of it: the decoder does
    assert refused(content[: len(content) // 2]) == "damaged"


@pytest.mark.parametrize(("depth", "colour", "channels"), [(16, 0, 1), (16, 2, 3), (16, 4, 2), (16, 6, 4)])
def test_pngs_of_sixteen_bits(depth, colour, channels):
    """32 million pixels are made smaller, opaque, with their tones."""
    row = struct.pack(f">{channels}H", *(40_000,) * (channels - (channels % 2 == 0)), *(65_535,) * (channels % 2 == 0))
    header = struct.pack(">2I5B", 8000, 4000, depth, colour, 0, 0, 0)
    packed = zlib.compress((b"\0" + row * 8000) * 4000, 1)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")
    image = open_image(png)
    assert (image.size, image.mode) == ((2048, 1024), "RGB")
    assert image.getextrema() == ((156, 156),) * 3
