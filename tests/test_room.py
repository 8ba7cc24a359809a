"""A thing that fills its picture is given room; everything else stays as it is."""

import pytest
from PIL import Image, ImageDraw

from img2txt.describe import TuwenDescriber
from img2txt.room import ROOMY, Zoom, with_room
from tests.sights import single, view
from txt2img.draw import TuwenPainter
from world.gist import Gist, Kind
from world.scene import Scene


def drawn(*boxes: tuple[int, int, int, int], ground: str = "white") -> Image.Image:
    image = Image.new("RGB", (200, 200), ground)
    for box in boxes:
        ImageDraw.Draw(image).ellipse(box, fill="#c03020")
    return image


def test_one_large_thing_gets_room_of_the_same_ground() -> None:
    roomy, zoom = with_room(drawn((5, 5, 195, 195), ground="#d0e0f0"))
    assert zoom.factor == pytest.approx(0.95 / ROOMY, rel=0.1)
    assert roomy.size[0] == pytest.approx(200 * zoom.factor, abs=2) and roomy.getpixel((0, 0)) == (208, 224, 240)


@pytest.mark.parametrize(
    "image",
    [
        drawn((60, 60, 140, 140)),
        drawn((5, 70, 65, 130), (70, 70, 130, 130), (135, 70, 195, 130)),
        drawn((5, 5, 60, 60), (140, 5, 195, 60), (5, 140, 60, 195), (140, 140, 195, 195)),
        Image.linear_gradient("L").convert("RGB"),
        Image.new("RGB", (64, 64), "white"),
    ],
    ids=["small", "a row", "four corners", "no plain ground", "nothing"],
)
def test_everything_else_stays_as_it_is(image: Image.Image) -> None:
    assert with_room(image) == (image, Zoom())


def test_what_was_seen_stands_where_it_is_in_the_picture() -> None:
    seen = Zoom(2.0).of(view(single("cat", x=0.5, y=0.625, scale=0.4)))
    assert (seen.singles[0].x, seen.singles[0].y, seen.singles[0].scale) == (0.5, 0.75, 0.8)
    assert Zoom().of(seen) is seen


def test_a_sticker_on_white_is_named(painter: TuwenPainter, describer: TuwenDescriber) -> None:
    scene = Scene.of(Gist((Kind("frog"),)))
    sticker = painter.draw(scene, language="en", count=1, seed=0, sticker=True)[0].image
    page = Image.new("RGB", sticker.size, "white")
    page.paste(sticker, (0, 0), sticker)
    described = describer.describe(page, "en")
    assert described.kind == "drawing" and "frog" in described.caption
