"""Other hands: outlines coloured in, and a pack in which a missing drawing is another hand's."""

import zipfile
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image, ImageDraw

from rendering.art import OTHER_ARTISTS, ArtError
from rendering.other_artists import OTHER_ARTISTS_PACK, coloured_in, other_artists_atlas
from rendering.sprites import atlas
from training.sprite_augment import by_other_artists
from world.vocabulary import OBJECTS, STYLES

pytest_plugins = ["tests.pack"]
SIDE = 96


@pytest.fixture(scope="module")
def palette() -> np.ndarray:
    """Red on the left, blue on the right, everywhere opaque."""
    colours = np.zeros((SIDE, SIDE, 4), dtype=np.float32)
    colours[:, : SIDE // 2, 0] = colours[:, SIDE // 2 :, 2] = colours[..., 3] = 1
    return colours


def drawn_of(*boxes: tuple[int, int, int, int], width: int = 4) -> Image.Image:
    """Boxes with a black outline and nothing within."""
    picture = Image.new("RGBA", (SIDE, SIDE))
    for box in boxes:
        ImageDraw.Draw(picture).rectangle(box, outline=(0, 0, 0, 255), width=width)
    return picture


def test_each_region_takes_the_colour_that_is_there(palette: np.ndarray) -> None:
    filled = np.asarray(coloured_in(drawn_of((2, 2, 47, 93), (48, 2, 93, 93)), palette))
    assert filled[48, 24].tolist() == [255, 0, 0, 255] and filled[48, 72].tolist() == [0, 0, 255, 255]
    assert filled[48, 47, :3].max() < 60 and filled[0, 0, 3] == 0


def test_black_too_thick_for_a_line_is_a_region(palette: np.ndarray) -> None:
    filled = np.asarray(coloured_in(drawn_of((2, 2, 46, 93), width=40), palette))
    assert (filled[40:56, 44:52, :3] > 60).any(2).all() and (filled[40:56, 44:52, 3] == 255).all()


def test_nothing_enclosed_stays_a_line(palette: np.ndarray) -> None:
    picture = Image.new("RGBA", (SIDE, SIDE))
    ImageDraw.Draw(picture).line((5, 5, 90, 90), fill=(0, 0, 0, 255), width=5)
    filled = np.asarray(coloured_in(picture, palette))
    assert filled[48, 48, :3].max() < 60 and filled[10, 80, 3] == 0


def test_a_missing_drawing_is_another_hand_s(pack: Path) -> None:
    whole = other_artists_atlas(32, pack.with_name(OTHER_ARTISTS_PACK.name))
    assert whole.shape == (len(OBJECTS), 2, 4, 32, 32) and whole.min() >= 0 and whole.max() <= 1
    assert not torch.equal(whole[0, 0], whole[0, 1]) and torch.equal(whole[1, 0], whole[1, 1])


def test_an_object_that_no_hand_drew_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "other-artists.zip", "w"):
        pass
    with pytest.raises(ArtError, match=rf"other-artists\.zip has no {OBJECTS[0].key}; run `make data`"):
        other_artists_atlas(32, tmp_path / "other-artists.zip")


def test_a_missing_pack_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(ArtError, match=r"nowhere\.zip is missing; run `make data`"):
        other_artists_atlas(32, tmp_path / "nowhere.zip")


def test_hands_take_the_styles_places_and_leave_the_marks(pack: Path) -> None:
    sprites, hands = atlas(32, pack), other_artists_atlas(32, pack.with_name(OTHER_ARTISTS_PACK.name))
    drawn = by_other_artists(sprites, hands, torch.Generator().manual_seed(0))
    assert drawn.shape == sprites.shape and torch.equal(drawn[len(OBJECTS) :], sprites[len(OBJECTS) :])
    for style in range(len(STYLES)):
        assert any(torch.equal(drawn[: len(OBJECTS), style], hands[:, hand]) for hand in range(2))


def test_the_hands_are_pinned_and_none_is_share_alike() -> None:
    assert all(len(art.sha256) == 64 and art.style is None for art in OTHER_ARTISTS)
    assert not any("SA" in art.licence for art in OTHER_ARTISTS)
