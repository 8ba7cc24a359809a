"""Real images of every awkward kind, made on the spot."""

import io
import struct
import warnings
import zlib
from pathlib import Path

import numpy as np
import PIL
import pytest
from PIL import Image, PngImagePlugin

from img2txt import decode
from img2txt.decode import MAX_SIDE, UnreadableImage, open_image, png_bytes

PILLOW = (13, 0)  # before it the JPEG decoder has two known holes
RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)


def test_pillow_is_the_one_without_known_holes() -> None:
    assert tuple(map(int, PIL.__version__.split(".")[:2])) >= PILLOW


def halves(mode: str = "RGB", size: tuple[int, int] = (64, 48)) -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, size[0], size[1]))
    return image.convert(mode)


def saved(image: Image.Image, format: str, **options) -> bytes:
    written = io.BytesIO()
    image.save(written, format=format, **options)
    return written.getvalue()


def assert_near(pixel, colour, by: int = 12) -> None:
    assert np.abs(np.subtract(pixel, colour)).max() <= by, f"{pixel} is not near {colour}"


def assert_halves(image: Image.Image) -> None:
    assert image.mode == "RGB"
    assert_near(image.getpixel((5, image.height // 2)), RED)
    assert_near(image.getpixel((image.width - 5, image.height // 2)), BLUE)


def refusal(source: bytes | Path, **limits) -> UnreadableImage:
    with pytest.raises(UnreadableImage) as refused:
        open_image(source, **limits)
    return refused.value


@pytest.mark.parametrize(("format", "options"), [("PNG", {}), ("JPEG", {"quality": 95}), ("WEBP", {"lossless": True})])
def test_the_three_formats_by_bytes_and_by_path(tmp_path, format, options):
    content = saved(halves(), format, **options)
    (file := tmp_path / "picture").write_bytes(content)
    for image in (open_image(content), open_image(file)):
        assert image.size == (64, 48)
        assert_halves(image)


@pytest.mark.parametrize("mode", ["P", "L", "1", "LA", "RGBA"])
def test_palette_grey_and_alpha_modes(mode):
    image = open_image(saved(halves(mode), "PNG"))
    expected = np.asarray(halves(mode).convert("RGB"))
    assert image.mode == "RGB"
    assert np.array_equal(np.asarray(image), expected)


def test_cmyk_and_grey_jpeg():
    assert_halves(open_image(saved(halves("CMYK"), "JPEG", quality=95)))
    assert open_image(saved(halves("L"), "JPEG")).mode == "RGB"


def test_sixteen_bit_grey_keeps_its_tones():
    ramp = np.linspace(0, 65535, 256, dtype=np.uint16)[None].repeat(8, 0)
    image = open_image(saved(Image.fromarray(ramp), "PNG"))
    assert np.abs(np.asarray(image)[0, :, 0].astype(int) - np.arange(256)).max() <= 1


def test_sixteen_bit_colour():
    rows = b"".join(b"\0" + struct.pack(">3H", 65535, 32768, 0) * 8 for _ in range(8))
    image = open_image(png_of(8, 8, depth=16, colour=2, pixels=rows))
    assert_near(image.getpixel((1, 1)), (255, 128, 0), by=1)


def test_transparency_is_put_on_white():
    image = halves("RGBA")
    image.putpixel((0, 0), (0, 0, 0, 0))
    image.putpixel((1, 0), (0, 0, 0, 128))
    for format, options in (("PNG", {}), ("WEBP", {"lossless": True})):
        opened = open_image(saved(image, format, **options))
        assert opened.getpixel((0, 0)) == WHITE
        assert_near(opened.getpixel((1, 0)), (127, 127, 127), by=2)


def test_transparency_stays_where_that_is_asked_for():
    image = halves("RGBA")
    image.putpixel((0, 0), (0, 0, 0, 0))
    opened = open_image(saved(image, "PNG"), see_through=True)
    assert opened.mode == "RGBA" and opened.getpixel((0, 0))[3] == 0 and opened.getpixel((5, 5))[3] == 255
    grey = Image.fromarray(np.full((8, 8), 40_000, dtype=np.uint16))
    grey.putpixel((2, 1), 777)
    opened = open_image(saved(grey, "PNG", transparency=777), see_through=True)
    assert opened.getpixel((2, 1))[3] == 0 and opened.getpixel((1, 2)) == (156, 156, 156, 255)


def test_a_palette_with_a_transparent_entry_is_put_on_white():
    image = Image.new("P", (8, 8), 1)
    image.putpalette([10, 20, 30, 200, 0, 0])
    image.putpixel((0, 0), 0)
    opened = open_image(saved(image, "PNG", transparency=0))
    assert (opened.getpixel((0, 0)), opened.getpixel((4, 4))) == (WHITE, (200, 0, 0))


def test_what_phones_send():
    heic = Path(__file__).with_name("halves.heic")  # held sideways, and its EXIF names a place
    assert b"secret place" in heic.read_bytes()
    for image in (open_image(heic), open_image(heic.read_bytes())):
        assert image.size == (64, 48) and image.info == {}
        assert_halves(image)
    exif = Image.Exif()
    exif[0x0112] = 6
    avif = saved(halves().rotate(90, expand=True), "AVIF", quality=90, exif=exif)
    assert open_image(avif).size == (64, 48)
    assert_halves(open_image(avif))


@pytest.mark.parametrize(("format", "options"), [("PNG", {}), ("WEBP", {"lossless": True}), ("GIF", {})])
def test_of_an_animation_the_first_frame(format, options):
    frames = [Image.new("RGB", (32, 32), colour) for colour in (RED, BLUE, "green")]
    content = saved(frames[0], format, save_all=True, append_images=frames[1:], duration=100, **options)
    assert_near(open_image(content).getpixel((16, 16)), RED)


@pytest.mark.parametrize(
    ("orientation", "stored"),
    [
        (1, lambda upright: upright),
        (2, lambda upright: upright.transpose(Image.Transpose.FLIP_LEFT_RIGHT)),
        (3, lambda upright: upright.rotate(180)),
        (4, lambda upright: upright.transpose(Image.Transpose.FLIP_TOP_BOTTOM)),
        (5, lambda upright: upright.transpose(Image.Transpose.TRANSPOSE)),
        (6, lambda upright: upright.rotate(90, expand=True)),
        (7, lambda upright: upright.transpose(Image.Transpose.TRANSVERSE)),
        (8, lambda upright: upright.rotate(-90, expand=True)),
    ],
)
def test_a_camera_held_sideways(orientation, stored):
    exif = Image.Exif()
    exif[0x0112] = orientation
    opened = open_image(saved(stored(halves()), "JPEG", exif=exif, quality=95))
    assert opened.size == (64, 48)
    assert_halves(opened)


def test_exif_text_and_profile_are_gone():
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "secret words")
    content = saved(halves(), "PNG", exif=exif, pnginfo=notes)
    assert b"secret place" in content
    opened = open_image(content)
    assert opened.info == {} and len(opened.getexif()) == 0
    assert b"secret" not in png_bytes(opened)


def test_broken_exif_does_not_hide_the_picture():
    assert_halves(open_image(saved(halves(), "JPEG", exif=b"Exif\0\0MM\0*\0\0\xff\xff garbage", quality=95)))


def test_a_large_picture_is_made_smaller():
    assert open_image(saved(halves(size=(3000, 1500)), "PNG")).size == (MAX_SIDE, MAX_SIDE // 2)
    assert open_image(saved(halves(size=(64, 32)), "PNG"), max_side=16).size == (16, 8)


def test_a_text_named_png(tmp_path):
    (file := tmp_path / "cat.png").write_text("一只猫, but only in words")
    refused = refusal(file)
    assert refused.reason == "not_image"
    assert str(refused) == "cat.png is text, not an image that can be read; send a PNG, JPEG or WebP image"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        (saved(Image.new("RGB", (8, 8)), "BMP"), "BMP"),
        (saved(Image.new("RGB", (8, 8)), "TIFF"), "TIFF"),
        (b"%PDF-1.7\n", "PDF"),
        (bytes(range(256)), "something else"),
    ],
)
def test_other_kinds_are_named_and_refused(content, kind):
    refused = refusal(content)
    assert (refused.reason, refused.values["kind"]) == ("not_image", kind)
    assert kind in str(refused)


def test_where_no_library_reads_them_phones_images_are_named(monkeypatch):
    monkeypatch.setattr(decode, "READERS", {"PNG": decode.READERS["PNG"]})
    for brands, kind in ((b"heic\0\0\0\0mif1heic", "HEIC"), (b"mif1\0\0\0\0mif1avif", "AVIF")):
        refused = refusal(b"\0\0\0\x18ftyp" + brands)
        assert (refused.reason, refused.values["kind"]) == ("not_image", kind)


@pytest.mark.parametrize(
    ("format", "kind"), [("JPEG", "JPEG"), ("PNG", "PNG"), ("WEBP", "WebP"), ("GIF", "GIF"), ("AVIF", "AVIF")]
)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_half_an_image(format, kind, share):
    noise = np.random.default_rng(7).integers(0, 256, (96, 96, 3), dtype=np.uint8)
    content = saved(Image.fromarray(noise), format)
    refused = refusal(content[: int(len(content) * share)])
    assert refused.reason == "damaged"
    assert str(refused) == f"the file is a damaged or unfinished {kind} image; save it again and send it once more"


def test_noise_after_a_true_beginning():
    for start in (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"RIFF\xff\0\0\0WEBPVP8 "):
        assert refusal(start + bytes(range(256))).reason == "damaged"


def test_empty_and_missing(tmp_path):
    (file := tmp_path / "nothing.png").write_bytes(b"")
    assert str(refusal(file)) == "nothing.png is empty; send a PNG, JPEG or WebP image"
    assert refusal(b"").reason == "empty"
    assert refusal(tmp_path / "gone.png").reason == "missing"
    assert refusal(tmp_path).reason == "missing"


def test_too_heavy_is_refused_before_it_is_read(tmp_path):
    (file := tmp_path / "heavy.png").write_bytes(png_bytes(halves()) + bytes(2**20))
    assert str(refusal(file, max_bytes=2**20)) == "heavy.png has 1.0 MB; send an image of at most 1 MB"


def test_a_bomb_is_refused_by_its_header():
    """400 million pixels in a file of 60 kB; no warning, no memory, one sentence."""
    bomb = png_of(20_000, 20_000, depth=1, colour=0, pixels=b"\0" * (2501 * 20_000))
    assert len(bomb) < 100_000
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        refused = refusal(bomb)
    assert str(refused) == "the file has 20000 × 20000 pixels; send an image of at most 40 million pixels"


@pytest.mark.parametrize(
    ("size", "reason"),
    [
        ((1, 1), "too_small"),
        ((7, 100), "too_small"),
        ((4000, 10), "too_narrow"),
        ((15, 30_000), "too_narrow"),
        ((30_000, 20), "too_narrow"),
    ],
)
def test_a_thread_of_an_image_is_refused(size, reason):
    assert refusal(png_bytes(Image.new("RGB", size))).reason == reason


def test_the_sentence_about_a_thread_says_what_is_wrong_with_it():
    assert str(refusal(png_bytes(Image.new("RGB", (4000, 10))))) == (
        "the file has 4000 × 10 pixels; send an image that is at most 256 times as long as narrow"
    )
    assert open_image(png_bytes(Image.new("RGB", (4096, 16)))).size == (2048, 8)
    assert open_image(png_bytes(Image.new("RGB", (2000, 8)))).size == (2000, 8)


def test_a_bomb_of_text_or_of_a_profile_is_not_unpacked():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "a" * 80_000_000, zip=True)
    assert_halves(open_image(saved(halves(), "PNG", pnginfo=notes)))
    assert_halves(open_image(saved(halves(), "PNG", icc_profile=bytes(80_000_000))))


def png_of(width: int, height: int, *, depth: int, colour: int, pixels: bytes) -> bytes:
    """A PNG written by hand."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">2I5B", width, height, depth, colour, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(pixels, 9)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body
