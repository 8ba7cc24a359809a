"""Colours of photos by the names that people use."""

import pytest
from PIL import Image

from img2txt.hues import main_colours, name_of


@pytest.mark.parametrize(
    ("rgb", "name"),
    [
        ((200, 30, 30), "red"), ((250, 140, 30), "orange"), ((250, 220, 50), "yellow"), ((60, 140, 60), "green"),
        ((40, 90, 200), "blue"), ((130, 60, 170), "purple"), ((245, 160, 180), "pink"), ((110, 70, 40), "brown"),
        ((10, 10, 12), "black"), ((245, 245, 240), "white"), ((128, 128, 130), "grey"),
    ],
)  # fmt: skip
def test_a_plain_colour_has_its_name(rgb: tuple[int, int, int], name: str) -> None:
    assert name_of(*rgb) == name
    assert main_colours(Image.new("RGB", (30, 20), rgb)) == ((name, 1.0),)


def test_the_middle_counts_more_than_the_rim() -> None:
    image = Image.new("RGB", (96, 96), (40, 90, 200))
    image.paste((200, 30, 30), (24, 24, 72, 72))
    assert dict(main_colours(image)) == {"red": pytest.approx(0.5), "blue": pytest.approx(0.5)}  # a quarter of it


def test_specks_are_no_main_colour() -> None:
    image = Image.new("RGB", (96, 96), (250, 250, 250))
    image.paste((200, 30, 30), (0, 0, 20, 20))
    assert [name for name, _ in main_colours(image)] == ["white"]
