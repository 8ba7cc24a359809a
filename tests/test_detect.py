"""Boxes: fitted pictures, suppression, and what several looks agree on."""

from pathlib import Path

import gradio
import pytest
import torch
from PIL import Image

from img2txt.coco import OTHER_ANIMALS, THINGS
from img2txt.decode import open_image
from img2txt.detect import LEAST, Box, Finder, agreed, fitted, kept
from img2txt.naming import imagenet_names

WEIGHTS = Path(__file__).parent.parent / "weights"
IMAGES = Path(gradio.__file__).parent / "media_assets" / "images"
DOG = next(number for number, thing in enumerate(THINGS) if thing.key == "dog")


def test_the_table_names_every_class_in_both_languages() -> None:
    assert len(THINGS) == 80 and THINGS[0].key == "person" and THINGS[-1].key == "toothbrush"
    assert all(len({getattr(thing, name) for thing in THINGS}) == 80 for name in ("key", "en", "plural", "zh"))
    assert {thing.kind for thing in THINGS} == {"person", "animal", "vehicle", "furniture", "food", "thing"}
    names = imagenet_names()["en"]
    spoken_for = {thing.key: {names[number] for number in thing.agrees} for thing in THINGS}
    assert {"beagle", "pug"} <= spoken_for["dog"] and "tabby cat" in spoken_for["cat"] and not spoken_for["giraffe"]
    assert {"red panda", "meerkat", "lion"} <= {names[number] for number in OTHER_ANIMALS}
    assert all(thing.finer <= thing.agrees for thing in THINGS)


@pytest.mark.parametrize("size", [(640, 480), (480, 640), (10, 900), (5, 5)])
def test_a_picture_of_any_shape_fits(size: tuple[int, int]) -> None:
    picture, scale = fitted(Image.new("RGB", size, "white"), 96)
    assert picture.shape[1] % 32 == picture.shape[2] % 32 == 0
    assert max(size) * scale == pytest.approx(96) and max(picture.shape[1:]) == 96


def test_boxes_know_what_they_share() -> None:
    one, other, away = Box(0, 0, 10, 10), Box(5, 0, 15, 10), Box(20, 20, 30, 30)
    assert (one.area, one.shared(other), one.shared(away)) == (100, 50, 0)
    assert one.alike(other) == pytest.approx(1 / 3) and one.alike(one) == 1 and one.inside(other) == 0.5
    assert Box(3, 3, 3, 3).inside(one) == 0


def test_of_boxes_of_one_class_that_cover_each_other_the_likeliest_stays() -> None:
    boxes = torch.tensor([[0.0, 0, 10, 10], [1, 1, 10, 10], [30, 30, 40, 40], [0, 0, 10, 10]])
    likely = torch.zeros(4, 80)
    likely[0, DOG], likely[1, DOG], likely[2, DOG], likely[3, DOG] = 0.6, 0.7, 0.5, LEAST - 0.01
    _, sure, classes = kept(likely, boxes)
    assert [round(each, 2) for each in sure.tolist()] == [0.7, 0.5] and classes.tolist() == [DOG, DOG]


def test_what_one_look_alone_finds_is_half_as_sure() -> None:
    first = (torch.tensor([[0.0, 0, 10, 10], [50, 50, 70, 70]]), torch.tensor([0.8, 0.6]), torch.tensor([DOG, DOG]))
    second = (torch.tensor([[-2.0, 0, 10, 12]]), torch.tensor([0.4]), torch.tensor([DOG]))
    both, alone = agreed([first, second], (60, 60))
    assert (both.thing.key, both.sure) == ("dog", pytest.approx(0.6))
    assert both.box.sides == pytest.approx((0, 0, 10, 10 + 2 / 3))
    assert alone.sure == pytest.approx(0.3) and alone.box.sides == (50, 50, 60, 60)  # within the picture


def test_a_mirrored_picture_has_its_boxes_mirrored() -> None:
    finder, image = Finder(WEIGHTS), open_image(IMAGES / "lion.jpg")
    found = finder.find(image)
    turned = finder.find(image.transpose(Image.Transpose.FLIP_LEFT_RIGHT))
    assert found and turned
    left, _, right, _ = found[0].box.sides
    assert any(
        abs(image.width - each.box.right - left) < 0.1 * image.width
        and abs(image.width - each.box.left - right) < 0.1 * image.width
        for each in turned
    )
