"""Photos are told apart from drawings, and captioned with their doubt in both languages."""

import re
from pathlib import Path

import pytest
import torch
from PIL import Image, ImageDraw
from torchvision.transforms.functional import to_pil_image

from img2txt.describe import photo_caption
from img2txt.gaze import Spot
from img2txt.photo import Guess, Photos, flatness, imagenet_names, spot_of

SPOT = Spot(0.5, 0.5, 0.1)
WEIGHTS = Path(__file__).parent.parent / "weights"


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


def test_photos_of_any_shape_get_names_the_surest_first(photos: Photos) -> None:
    images = [grainy().resize(size) for size in ((60, 300), (300, 60), (224, 224))]
    for guesses in photos.name(images, "en"):
        assert len(guesses) == 3 and all(guess.name and "," not in guess.name for guess in guesses)
        chances = [guess.probability for guess in guesses]
        assert chances == sorted(chances, reverse=True) and 0 < sum(chances) <= 1
    assert len(photos.name([grainy()], "en", most=5)[0]) == 5


def test_a_photo_is_named_in_the_language_of_the_talk(photos: Photos) -> None:
    english, chinese = (photos.name([grainy()], language, most=1)[0][0] for language in ("en", "zh"))
    names = imagenet_names()
    assert names["en"].index(english.name) == names["zh"].index(chinese.name)
    assert english.probability == chinese.probability


def test_every_class_has_a_name_of_its_own_in_both_languages() -> None:
    names = imagenet_names()
    assert all(len(names[language]) == len(set(names[language])) == 1000 for language in ("en", "zh"))
    assert all(re.search(r"[\u4e00-\u9fff]", name) for name in names["zh"])
    assert (names["en"][207], names["zh"][207]) == ("golden retriever", "金毛寻回犬")


@pytest.mark.parametrize(
    "sure,english,chinese",
    [
        (0.92, "A photo of “tabby” (92%).", "这是一张照片，看上去是“tabby”（92%）。"),
        (0.5, "A photo, perhaps of “tabby” (50%).", "这是一张照片，可能是“tabby”（50%）。"),
        (0.2, "A photo; I am not sure, maybe of “tabby” (20%).", "这是一张照片，我不太确定，也许是“tabby”（20%）。"),
    ],
)
def test_a_caption_says_how_sure_it_is(sure: float, english: str, chinese: str) -> None:
    guesses = (Guess("tabby", sure, SPOT), Guess("fox", 0.05, SPOT))
    assert photo_caption(guesses, (), "en") == english
    assert photo_caption(guesses, (), "zh") == chinese


def test_likely_others_are_named_too() -> None:
    guesses = (Guess("tabby", 0.5, SPOT), Guess("lynx", 0.3, SPOT), Guess("fox", 0.15, SPOT))
    assert photo_caption(guesses, (), "en").endswith("(50%), or “lynx” or “fox”.")
    assert "也可能是“lynx”、“fox”" in photo_caption(guesses, (), "zh")


def test_main_colours_end_the_sentence() -> None:
    guesses, colours = (Guess("tabby", 0.9, SPOT),), (("brown", 0.5), ("white", 0.3))
    assert photo_caption(guesses, colours, "en") == "A photo of “tabby” (90%), mostly brown and white."
    assert photo_caption(guesses, colours, "zh").endswith("，以棕色和白色为主。")


@pytest.mark.parametrize("size", [(100, 100), (200, 100), (60, 300)])
def test_what_speaks_for_a_name_lies_where_its_class_is_active(size: tuple[int, int]) -> None:
    active = torch.zeros(7, 7)
    active[0, 6] = 1.0  # the upper right corner of the middle
    spot = spot_of(active, size)
    corner = 0.5 - 0.5 / 7  # from the centre, as a share of the middle
    share = min(size) / 1.15 / max(size)
    assert spot.x == pytest.approx(0.5 + corner * share, abs=0.002)
    assert spot.y == pytest.approx(0.5 - corner * share, abs=0.002)
    assert 0 <= spot.radius < 0.05
