"""Where a caption looked: its pieces become words, and its attention places in the picture."""

import pytest
import torch
from PIL import Image
from sights import single, view

from img2txt.explain import explanation
from img2txt.gaze import EVERYWHERE, Gaze, Look, Narration, Spot, gaze_of, heat
from web import watching


@pytest.fixture
def pair():
    """A cat on the left and a dog on the right."""
    return view(single("cat", x=0.25, y=0.7), single("dog", x=0.75, y=0.7, present=0.9, scale=0.4))


def narration(pieces: list[str], looked: list[list[float]]) -> Narration:
    return Narration("", tuple(pieces), torch.tensor(looked))


def test_pieces_of_a_word_are_joined_and_share_where_they_looked(pair) -> None:
    pieces = ["▁a", "▁kit", "ten", ","]
    looked = [[0.5, 0.3, 0.2], [1.0, 0.0, 0.0], [0.8, 0.2, 0.0], [0.0, 0.0, 1.0]]
    gaze = gaze_of(pair, narration(pieces, looked))
    assert [look.word for look in gaze.looks] == ["a", "kitten"]
    assert gaze.looks[1].kinds == pytest.approx((0.9, 0.1))


def test_chinese_characters_stand_for_themselves(pair) -> None:
    gaze = gaze_of(pair, narration(["▁一", "只", "猫"], [[0.4, 0.3, 0.3]] * 3))
    assert [look.word for look in gaze.looks] == ["一", "只", "猫"]


def test_a_word_is_warm_where_its_thing_stands(pair) -> None:
    gaze = gaze_of(pair, narration(["▁dog"], [[0.1, 0.9, 0.0]]))
    assert gaze.spots == ((Spot(0.25, 0.7, 0.15),), (Spot(0.75, 0.7, 0.2),))
    warm = heat(gaze, gaze.looks[0], 40)
    assert warm.shape == (40, 40) and warm.min() >= 0 and warm.max() <= 1
    row, column = divmod(int(warm.argmax()), 40)
    assert (abs(row - 28) <= 1, abs(column - 30) <= 1) == (True, True)
    assert warm[28, 10] < 0.2


def test_what_lay_on_the_whole_picture_is_everywhere() -> None:
    gaze = gaze_of(view(), narration(["▁sky"], [[0.0, 0.0, 0.0, 0.0, 1.0]]))
    warm = heat(gaze, gaze.looks[0], 8)
    assert gaze.spots == () and warm.min() == warm.max() == EVERYWHERE


@pytest.mark.parametrize("size", [(64, 64), (200, 40), (30, 90)])
def test_the_sheet_has_a_tile_for_the_picture_and_each_word(size: tuple[int, int]) -> None:
    gaze = Gaze(((Spot(0.5, 0.5, 0.2),),), (Look("red", (0.9,)), Look("猫", (0.7,))))
    sheet = explanation(Image.new("RGB", size, "green"), gaze)
    assert sheet.width > sheet.height > 160
    red, green, _ = sheet.getpixel((8 + 168 + 80, 8 + 80))
    assert red > sheet.getpixel((8 + 80, 8 + 80))[0] and green > 40  # warmer, and still to be seen


def test_boxes_of_a_photo_are_outlined_and_lit_by_their_word() -> None:
    spot = Spot(0.2, 0.3, 0.1)
    boxes = (((0.1, 0.2, 0.3, 0.4),), ((0.5, 0.5, 0.9, 1.0), (0.0, 0.0, 0.2, 0.1)))
    kept = Gaze(((spot,), (spot, spot)), (Look("a dog", (1.0, 0.0)), Look("two cats", (0.0, 1.0))), boxes).to_json()
    assert [len(layer.boxes) for layer in watching.layers(kept)] == [1, 2]
    assert watching.layers(kept)[0].boxes[0] == pytest.approx((0.1, 0.2, 0.2, 0.2))
    assert len(watching.outlines(kept)) == 3 and watching.outlines(None) == []
    assert watching.words("A photo of a dog and two cats.", kept)[1] == ("a dog", 0)
    assert all(not layer.spots for layer in watching.layers(kept))
