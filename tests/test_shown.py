"""A plan shows how its things stand, said or not."""

import pytest

from rendering.shown import in_reading_order, sayable, shown_scene
from world.gist import Gist, Kind
from world.plan import Backdrop, Layer, Plan, Pose
from world.scene import Scene, Thing

CAT_AND_DOG = (Kind("cat", count=2), Kind("dog"))


def plan(dog: tuple[float, float], relation: str | None = None, time: str | None = None) -> Plan:
    """Two cats at the left, a dog elsewhere."""
    cats = [Layer("cat", Pose(x, 0.7, 0.2), 0, style="flat", of=id) for id, x in enumerate((0.1, 0.3))]
    mark = Layer("shadow", Pose(0.9, 0.1, 0.1), 0, style="bold", of=2)
    layers = (mark, *cats, Layer("dog", Pose(*dog, 0.2), 0, style="flat", of=2))
    return Plan(Scene.of(Gist(CAT_AND_DOG, relation, time=time)), Backdrop(None, time or "day", 0), layers, 0)


@pytest.mark.parametrize(
    "dog,relation",
    [
        ((0.8, 0.7), "left_of"),
        ((0.2, 0.2), "below"),
        ((0.25, 0.7), None),  # among them
        ((0.6, 0.3), None),  # aslant
        ((0.28, 0.66), None),
    ],
)
def test_what_stands_plainly_apart_is_shown_so(dog: tuple[float, float], relation: str | None) -> None:
    assert shown_scene(plan(dog)).relation == relation


def test_what_was_said_stays() -> None:
    assert shown_scene(plan((0.8, 0.7), "next_to")).relation == "next_to"


def test_light_and_style_are_those_of_the_layers() -> None:
    assert (shown_scene(plan((0.8, 0.7))).time, shown_scene(plan((0.8, 0.7))).style) == ("day", "flat")
    assert shown_scene(plan((0.8, 0.7), time="night")).time == "night"


def test_one_kind_or_none_stands_to_nothing() -> None:
    cat = Plan(Scene((Thing(0, "cat"),)), Backdrop(None, "day", 0), (Layer("cat", Pose(0.5, 0.5, 0.3), 0, of=0),), 0)
    beach = Plan(Scene(place="beach"), Backdrop("beach", "day", 0), (), 0)
    assert shown_scene(cat).relation is None and shown_scene(beach) == Gist((), place="beach", time="day")


def test_a_caption_speaks_of_neither_style_nor_daylight() -> None:
    assert sayable(Gist((Kind("cat"),), time="night", style="flat")) == Gist((Kind("cat"),), time="night")
    assert sayable(Gist((Kind("cat"),), time="day")).time is None


@pytest.mark.parametrize("said,told", [("right_of", "left_of"), ("below", "above")])
def test_captions_begin_with_what_stands_left_or_above(said: str, told: str) -> None:
    turned = in_reading_order(Gist(CAT_AND_DOG, said, "beach"))
    assert turned == Gist(CAT_AND_DOG[::-1], told, "beach") == in_reading_order(turned)


@pytest.mark.parametrize("relation", ["left_of", "above", "on", "next_to", None])
def test_other_scenes_are_told_as_they_are(relation: str | None) -> None:
    assert in_reading_order(Gist(CAT_AND_DOG, relation)) == Gist(CAT_AND_DOG, relation)


def test_sizes_are_those_that_show() -> None:
    def size(scale: float, said: str | None) -> str | None:
        layer = Layer("cat", Pose(0.5, 0.5, scale), 0, of=0)
        plan = Plan(Scene((Thing(0, "cat", size=said),)), Backdrop(None, "day", 0), (layer,), 0)
        return shown_scene(plan).things[0].size

    assert (size(0.24, None), size(0.38, "big"), size(0.6, "big")) == ("small", None, "big")
