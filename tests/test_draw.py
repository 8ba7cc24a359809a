"""Drawing with everything that ships: candidates looked at, ranked, and the same again from their plans."""

import re
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageChops

from img2txt.match import Scales
from models.weights import WeightsError
from rendering.places import HORIZON
from txt2img.check import missing
from txt2img.draw import WEIGHTS, TuwenPainter, UnknownModel, load_painter
from txt2img.metadata import read
from txt2img.picture import Picture
from world.facts import scene_facts
from world.plan import Plan
from world.scene import Relation, Scene, Thing
from world.vocabulary import MARKS

NEEDED = (
    "tokenizer",
    "planner",
    "layers",
    "sketch",
    "backdrop",
    "refiner",
    "upscaler",
    "encoder",
    "recogniser",
    "matcher",
)
MUCH_ALIKE = 3  # levels of 256 by which a pixel differs on average
CAT = Scene((Thing(0, "cat", "black", "jumping"),), place="grass")


@pytest.fixture(scope="module")
def pictures(painter: TuwenPainter) -> list[Picture]:
    return painter.draw(CAT, language="zh", count=3, seed=7)


def same(first: Image.Image, second: Image.Image) -> bool:
    return ImageChops.difference(first, second).getbbox() is None


def around(plan: Plan, what: str, side: int) -> tuple[slice, slice]:
    """Rows and columns of a thing's layer, with room to turn in."""
    pose = next(layer.pose for layer in plan.layers if layer.what == what)
    low, high = ([max(0, int(side * (at + way * 0.75 * pose.scale))) for at in (pose.y, pose.x)] for way in (-1, 1))
    return slice(low[0], high[0]), slice(low[1], high[1])


def test_an_unknown_painter_is_told_the_choices() -> None:
    with pytest.raises(UnknownModel, match="no painter named 'rembrandt'; choose one of tuwen"):
        load_painter("rembrandt")


@pytest.mark.parametrize("missing", [*NEEDED, "captioner"])
def test_a_missing_network_is_named(tmp_path: Path, missing: str) -> None:
    for folder in WEIGHTS.iterdir():
        if folder.name != missing:
            (tmp_path / folder.name).symlink_to(folder)
    with pytest.raises(WeightsError, match=rf"{missing}/\w+\.json .*git checkout -- weights/{missing}"):
        TuwenPainter(tmp_path)


def test_the_scales_name_a_missing_tokenizer(tmp_path: Path) -> None:
    (tmp_path / "matcher").symlink_to(WEIGHTS / "matcher")
    with pytest.raises(WeightsError, match="tokenizer"):
        Scales(tmp_path)


def test_candidates_come_best_first_with_all_that_is_known_of_them(pictures: list[Picture]) -> None:
    assert sorted(picture.seed for picture in pictures) == [7, 8, 9]
    ranks = [(missing(picture.facts), -picture.score) for picture in pictures]
    assert ranks == sorted(ranks) and all(0 < picture.score <= 1 for picture in pictures)
    for picture in pictures:
        assert picture.image.mode == "RGB" and picture.image.size[0] == picture.image.size[1] >= 256
        assert picture.plan.scene == CAT
        assert [(c.fact, c.value) for c in picture.facts] == [(f.fact, f.value) for f in scene_facts(CAT)]
        assert re.fullmatch(r"[0-9a-f]{12}", picture.weights)
        assert re.search(r"[\u4e00-\u9fff]", picture.caption) and not re.search(r"[a-z<>]", picture.caption)


def test_candidates_differ_and_come_again_by_their_seeds(painter: TuwenPainter, pictures: list[Picture]) -> None:
    assert not same(pictures[0].image, pictures[1].image)
    (again,) = painter.draw(CAT, language="zh", count=1, seed=pictures[0].seed)
    assert again.plan == pictures[0].plan
    assert np.abs(np.asarray(again.image).astype(int) - np.asarray(pictures[0].image)).max() <= 1


def test_a_plan_from_json_is_drawn_again(painter: TuwenPainter, pictures: list[Picture]) -> None:
    (again,) = painter.redraw([Plan.from_json(pictures[0].plan.to_json())], "en")
    assert np.abs(np.asarray(again.image).astype(int) - np.asarray(pictures[0].image)).max() <= 1
    assert re.search(r"[a-z]", again.caption) and not re.search(r"[\u4e00-\u9fff<>]", again.caption)


def test_pictures_of_earlier_weights_are_drawn_again_much_as_they_were(painter: TuwenPainter) -> None:
    for path in sorted((Path(__file__).parent / "old_store" / "images").rglob("*.png")):
        made, before = read(path)
        (again,) = painter.redraw([made.plan], made.language)
        assert again.plan == made.plan
        if made.plan.place:  # plain grounds were of another kind
            assert np.abs(np.asarray(again.image).astype(int) - np.asarray(before)).mean() < MUCH_ALIKE


def test_without_a_seed_it_is_another_one_each_time(painter: TuwenPainter) -> None:
    seeds = {painter.draw(CAT, language="en", count=1)[0].seed for _ in range(3)}
    assert len(seeds) == 3 and all(0 <= seed < 2**31 for seed in seeds)


def test_what_is_small_or_half_hidden_is_looked_at_closer(painter: TuwenPainter) -> None:
    things = Thing(0, "panda"), Thing(1, "apple", "red"), Thing(2, "tree"), Thing(3, "cat")
    scene = Scene(things, (Relation(0, "eats", 1),), "grass")
    (picture,) = painter.draw(scene, language="en", count=1, seed=2)
    assert not [check.value for check in picture.facts if check.found is False]
    assert {check.value for check in picture.facts if check.fact == "object"} == {"panda", "apple", "tree", "cat"}


def test_an_edit_changes_the_picture_only_where_it_was_asked_to(painter: TuwenPainter) -> None:
    scene = Scene((Thing(0, "cat", "black"), Thing(1, "car", "red")), place="beach")
    (before,) = painter.draw(scene, language="en", count=1, seed=3)
    bluer = scene.changed([1], colour="blue")
    (after,) = painter.draw(bluer, language="en", count=1, seed=50, base=before.plan)
    pixels, edited = (np.asarray(picture.image).astype(int) for picture in (before, after))
    where = around(before.plan, "car", len(pixels))
    turned_blue = (edited - pixels)[where].mean((0, 1))
    assert turned_blue[2] > 3 and turned_blue[0] < -3
    elsewhere = np.abs(edited - pixels)
    elsewhere[where] = 0
    assert elsewhere.mean() < 0.5


@pytest.mark.parametrize("colour,channel", [("red", 0), ("green", 1), ("blue", 2)])
def test_a_colour_is_plain_to_the_eye(painter: TuwenPainter, colour: str, channel: int) -> None:
    (picture,) = painter.draw(Scene((Thing(0, "balloon", colour, size="big"),)), language="en", count=1, seed=1)
    body = next(layer.pose for layer in picture.plan.layers if layer.what not in MARKS)
    x, y = (int(at * picture.image.size[0]) for at in (body.x, body.y - 0.1 * body.scale))
    middle = np.asarray(picture.image)[y - 6 : y + 6, x - 6 : x + 6].mean((0, 1))
    assert middle.argmax() == channel and middle[channel] > 1.25 * np.median(middle)


def test_a_place_alone_is_drawn_and_night_is_darker(painter: TuwenPainter) -> None:
    assert HORIZON["grass"] is not None
    day, night = (
        painter.draw(Scene(place="grass", time=time), language="en", count=1, seed=0)[0] for time in ("day", "night")
    )
    assert day.plan.layers == () and {check.fact for check in day.facts} == {"place", "time"}
    pixels = np.asarray(day.image).astype(float)
    sky, ground = pixels[20:60].mean((0, 1)), pixels[-60:-20].mean((0, 1))
    assert sky.argmax() == 2 and ground.argmax() == 1
    assert np.asarray(night.image).mean() < 0.7 * pixels.mean()


def test_candidates_are_shown_as_they_are_painted_and_can_be_the_last(painter):
    class Enough(Exception):
        pass

    def stop(image) -> None:
        seen.append(image)
        raise Enough

    seen: list = []
    drawn = painter.draw(CAT, language="en", count=2, seed=7, show=seen.append)
    assert len(seen) == 2 and all(any(picture.image is image for image in seen) for picture in drawn)
    with pytest.raises(Enough):
        painter.draw(CAT, language="en", count=2, seed=7, show=stop)
    assert len(seen) == 3, "the second was not painted"
