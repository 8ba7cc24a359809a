"""Skeletons: what is cut out for the pose network, where its points are in the image, and which count."""

from pathlib import Path

import pytest
from PIL import Image

from img2txt.detect import Box
from img2txt.explain import BONE, boxed
from img2txt.gaze import Gaze
from img2txt.poses import NAMES, Poser, Skeleton, cut, square
from tests.renders import SHEET

WEIGHTS = Path(__file__).parent.parent / "weights"


def skeleton(**places: tuple[float, float]) -> Skeleton:
    """A skeleton of which only these points are seen."""
    named = {name.replace("_", " "): place for name, place in places.items()}
    points = tuple(named.get(name, (0.0, 0.0)) for name in NAMES)
    return Skeleton(points, tuple(0.8 if name in named else 0.1 for name in NAMES))


def test_a_square_is_cut_out_black_beyond_the_image() -> None:
    place = square(Box(0, 10, 20, 110))
    assert place.width == place.height == pytest.approx(130) and (place.left + place.right) / 2 == 10
    piece = cut(Image.new("RGB", (200, 200), "white"), place, 64)
    assert piece.size == (64, 64) and piece.getpixel((0, 32)) == (0, 0, 0) and piece.getpixel((60, 32)) == (255,) * 3
    assert cut(Image.new("RGB", (9, 9)), square(Box(3, 3, 3, 3)), 8).size == (8, 8)


def test_points_stand_in_the_image() -> None:
    poser, image = Poser(WEIGHTS), Image.open(SHEET).convert("RGB").crop((0, 0, 400, 300))
    assert poser.look(image, []) == []
    for seen in poser.look(image, [Box(0, 0, 120, 300), Box(300, 100, 400, 300)]):
        assert len(seen.points) == len(seen.sure) == 17 and 0 <= seen.strength <= 1
        assert all(
            0 <= x < 400 and 0 <= y < 300 for (x, y), sure in zip(seen.points, seen.sure, strict=True) if sure > 0
        )


def test_what_is_seen_of_a_body() -> None:
    body = skeleton(left_shoulder=(60, 0), right_shoulder=(40, 0), left_hip=(60, 50))
    assert body.middle("shoulder") == (50, 0) and body.middle("hip") == (60, 50) and body.middle("knee") is None
    assert body.torso == pytest.approx(51, abs=0.1) and skeleton(nose=(1, 1)).torso is None
    assert set(body.bones) == {((60, 0), (60, 50)), ((60, 0), (40, 0))}


def test_bones_are_drawn() -> None:
    drawn = boxed(Image.new("RGB", (200, 100), "white"), Gaze((), (), bones=((0.5, 0.3, 0.5, 0.7),)))
    assert drawn.getpixel((100, 50)) == BONE and drawn.getpixel((50, 50)) == (255, 255, 255)
