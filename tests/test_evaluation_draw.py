"""What is counted of drawings that were judged, and of those that never came."""

import torch
from PIL import Image

from evaluation.cases import Case
from evaluation.draw import accuracy, pixels
from img2txt.view import View
from txt2img.picture import Picture
from world.gist import Gist, Kind
from world.plan import Backdrop, Plan
from world.vocabulary import PLACES, TIMES, index

CASES = [Case(Gist((Kind("cat"),), place="beach"), "en"), Case(Gist((Kind("dog"),), time="night"), "zh")]


def empty(place: str) -> View:
    """A beach, or another place, by day, with nothing on it."""
    ground, day = torch.zeros(len(PLACES) + 1), torch.zeros(len(TIMES))
    ground[index("place", place)] = day[0] = 1
    return View((), ground, day)


def test_what_was_not_drawn_has_nothing_right_and_stays_in_the_count() -> None:
    measured = accuracy(CASES, [empty("beach"), None])
    assert measured["facts"]["place"] == {"right": 1.0, "of": 1}
    assert measured["facts"]["object"] == {"right": 0.0, "of": 2}
    assert measured["facts"]["time"] == {"right": 0.0, "of": 1}
    assert measured["all_right"] == 0 and measured["nothing_else"] == 0.5


def test_each_language_is_counted_alone() -> None:
    place_only = [Case(Gist(place="beach"), "en"), Case(Gist(place="beach"), "zh")]
    measured = accuracy(place_only, [empty("beach"), empty("sea")])
    assert (measured["all_right"], measured["all_right_en"], measured["all_right_zh"]) == (0.5, 1.0, 0.0)


def test_pictures_become_pixels_of_the_judge_s_size() -> None:
    plan = Plan(CASES[0].scene, Backdrop("beach", "day", 0), (), 0)
    picture = Picture(Image.new("RGB", (8, 8), (255, 0, 51)), plan, "", (), 1.0, "")
    shown = pixels([picture, picture], 4)
    assert shown.shape == (2, 3, 4, 4)
    torch.testing.assert_close(shown[1, :, 0, 0], torch.tensor([1.0, 0.0, 0.2]))
