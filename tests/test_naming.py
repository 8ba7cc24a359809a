"""ImageNet's names of a picture and of places in it."""

import re
from pathlib import Path

import pytest
import torch
from PIL import Image

from img2txt.gaze import Spot
from img2txt.naming import Guess, Namer, imagenet_names, spot_of

SHEET = Path(__file__).parent / "renders.jpg"


@pytest.fixture(scope="module")
def namer() -> Namer:
    return Namer()


@pytest.fixture(scope="module")
def image() -> Image.Image:
    with Image.open(SHEET) as sheet:
        return sheet.convert("RGB").crop((0, 0, 384, 256))


def test_images_of_any_shape_are_guessed_the_surest_first(namer: Namer, image: Image.Image) -> None:
    images = [image.resize(size) for size in ((60, 300), (300, 60), (224, 224), (9, 9), (500, 400))]
    guessed = namer.guess(images)
    assert len(guessed) == 5
    for guesses in guessed:
        chances = [guess.probability for guess in guesses]
        assert len(guesses) == 3 and chances == sorted(chances, reverse=True) and 0 < sum(chances) <= 1
    (five,) = namer.guess([image], most=5)
    assert [guess.number for guess in five[:3]] == [guess.number for guess in namer.guess([image])[0]]


def test_the_chances_of_all_classes_are_one_together(namer: Namer, image: Image.Image) -> None:
    chances = namer.chances([image, image.crop((0, 0, 40, 90))])
    assert chances.shape == (2, 1000)
    torch.testing.assert_close(chances.sum(1), torch.ones(2))
    assert namer.chances([]).shape == (0, 1000)


def test_every_class_has_a_name_of_its_own_in_both_languages() -> None:
    names = imagenet_names()
    assert all(len(names[language]) == len(set(names[language])) == 1000 for language in ("en", "zh"))
    assert all(re.search(r"[\u4e00-\u9fff]", name) for name in names["zh"])
    guess = Guess(207, 0.9, Spot(0.5, 0.5, 0.1))
    assert (guess.name("en"), guess.name("zh")) == ("golden retriever", "金毛寻回犬")


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
