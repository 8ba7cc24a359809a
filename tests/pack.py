"""Sprite packs of simple shapes, whole but made on the spot: tests need nothing that `make data` fetches.

A test file that wants one says `pytest_plugins = ["tests.pack"]`.
"""

import colorsys
import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from rendering.other_artists import OTHER_ARTISTS_PACK
from rendering.sprites import DRAWABLE, SIZE
from world.vocabulary import OBJECTS, STYLES

RGBA = tuple[int, int, int, int]


@pytest.fixture(scope="session")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The path of a pack laid out as `rendering.sprites` writes it; beside it one as `rendering.other_artists` does.

    Of the two hands one drew every object, the other every second one.
    """
    path = tmp_path_factory.mktemp("art") / "sprites.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as written:
        for number, what in enumerate(DRAWABLE):
            for variant, style in enumerate(STYLES):
                png = io.BytesIO()
                shape(number, variant).save(png, "PNG", compress_level=1)
                written.writestr(f"{style.key}/{what}.png", png.getvalue())
    with zipfile.ZipFile(path.with_name(OTHER_ARTISTS_PACK.name), "w", zipfile.ZIP_STORED) as written:
        for number, thing in enumerate(OBJECTS):
            for variant, hand in enumerate(("bold", "simple")[: 2 - number % 2]):
                png = io.BytesIO()
                shape(number, 5 * variant).save(png, "PNG", compress_level=1)
                written.writestr(f"{hand}/{thing.key}.png", png.getvalue())
    return path


def shape(number: int, variant: int) -> Image.Image:
    """A polygon whose corners tell things apart, whose edge tells styles apart, in a fill of its own."""
    picture = Image.new("RGBA", (SIZE, SIZE))
    draw = ImageDraw.Draw(picture)
    middle, radius = SIZE / 2, SIZE * 0.47
    draw.regular_polygon((middle, middle, radius), 3 + number % 6, 15 * (number % 5), (20, 20, 30, 255))
    draw.regular_polygon((middle, middle, radius - 4 - 2 * variant), 3 + number % 6, 15 * (number % 5), fill(number))
    draw.ellipse((70, 40, 84, 54), (255, 255, 255, 255))
    return picture


def fill(number: int) -> RGBA:
    """The colour in the middle of a thing."""
    red, green, blue = colorsys.hsv_to_rgb(number / len(DRAWABLE), 0.7, 0.8)
    return round(255 * red), round(255 * green), round(255 * blue), 255
