"""Photos are told apart from drawings, and looked at."""

from pathlib import Path

import gradio
import pytest
import torch
from PIL import Image, ImageDraw
from torchvision.transforms.functional import to_pil_image

from img2txt.decode import open_image
from img2txt.photo import Photos, _kind, flatness

WEIGHTS = Path(__file__).parent.parent / "weights"
LION = Path(gradio.__file__).parent / "media_assets" / "images" / "lion.jpg"


@pytest.fixture(scope="module")
def photos() -> Photos:
    return Photos(WEIGHTS)


def grainy(side: int = 256) -> Image.Image:
    """Smooth shades under a grain, as a camera makes them."""
    random = torch.Generator().manual_seed(0)
    coarse = torch.rand(1, 3, 6, 6, generator=random)
    shades = torch.nn.functional.interpolate(coarse, size=(side, side), mode="bicubic", align_corners=False)[0]
    return to_pil_image((shades + 0.05 * torch.randn(3, side, side, generator=random)).clamp(0, 1))


def flat() -> Image.Image:
    picture = Image.new("RGB", (200, 200), (120, 190, 240))
    ImageDraw.Draw(picture).ellipse((40, 40, 160, 160), (220, 50, 40))
    return picture


def test_flatness_is_the_share_of_like_neighbours() -> None:
    assert flatness(Image.new("RGB", (50, 70), "red")) == 1
    assert flatness(flat()) > 0.9
    assert flatness(grainy()) < 0.25
    stripes = Image.new("L", (256, 256))
    stripes.putdata([255 * (x % 2) for _ in range(256) for x in range(256)])
    assert flatness(stripes.convert("RGB")) == 0


def test_grain_makes_a_photo_and_flat_colour_a_drawing(photos: Photos) -> None:
    assert photos.are_photos([grainy(), flat(), grainy(300)]) == [True, False, True]


@pytest.mark.parametrize(
    "far,flat,kind",
    [
        (1.2, 0.2, "photo"),
        (0.92, 0.3, "photo"),
        (0.8, 0.2, "drawing"),
        (0.7, 0.7, "drawing"),
        (0.8, 0.7, "strange"),
        (1.1, 0.7, "foreign"),
    ],
)
def test_a_picture_is_told_by_how_far_and_how_flat_it_is(far: float, flat: float, kind: str) -> None:
    assert _kind(far, flat) == kind


def test_a_real_photo_is_looked_at(photos: Photos) -> None:
    """Gradio brings a photo of a lion, for which COCO has no name."""
    image = open_image(LION)
    assert photos.are_photos([image]) == [True]
    (seen,) = photos.look([image])
    names = [guess.name("en") for guess in seen.guesses]
    assert names[0] == "lion" and seen.size == image.size
    for region in seen.regions:
        left, top, right, bottom = region.box.sides
        assert 0 <= left < right <= image.width and 0 <= top < bottom <= image.height and 0 < region.sure < 1


@pytest.mark.parametrize("size", [(8, 400), (400, 8), (33, 31)])
def test_any_shape_is_looked_at(photos: Photos, size: tuple[int, int]) -> None:
    assert photos.look([grainy().resize(size)])[0].size == size
    assert photos.look([]) == []
