"""Scenes become numbers for the reader and come back."""

import random

from scenes.numbers import (
    IGNORED,
    SCENE_CLASSES,
    SCENE_SLOTS,
    THING_CLASSES,
    scene_from,
    scene_numbers,
    thing_numbers,
)
from scenes.sampling import random_scene
from scenes.scene import Scene, Thing
from scenes.vocabulary import MAX_THINGS, index


def test_every_scene_comes_back() -> None:
    rng = random.Random(0)
    for scene in [Scene(), *(random_scene(rng) for _ in range(300))]:
        assert scene_from(thing_numbers(scene), scene_numbers(scene)) == scene


def test_every_number_is_a_class() -> None:
    rng = random.Random(1)
    for scene in (random_scene(rng) for _ in range(300)):
        rows = thing_numbers(scene)
        assert len(rows) == MAX_THINGS
        for row in rows:
            assert all(n == IGNORED or 0 <= n < most for n, most in zip(row, THING_CLASSES, strict=True))
        assert all(0 <= n < most for n, most in zip(scene_numbers(scene), SCENE_CLASSES, strict=True))


def test_the_row_after_the_last_thing_says_so() -> None:
    cat, end = thing_numbers(Scene((Thing("cat", count=3),)))
    assert cat == [index("object", "cat"), 0, 2, THING_CLASSES[3] - 1, THING_CLASSES[4] - 1]
    assert end == [THING_CLASSES[0] - 1] + [IGNORED] * 4


def test_natural_reads_as_not_said() -> None:
    scene = Scene((Thing("cat", "natural"),))
    assert scene_from(thing_numbers(scene), scene_numbers(scene)) == Scene((Thing("cat"),))


def test_a_relation_without_a_second_thing_is_dropped() -> None:
    both = Scene((Thing("cat"), Thing("dog")), "above", "sea")
    one = scene_from(thing_numbers(Scene((Thing("cat"),))), scene_numbers(both))
    assert one == Scene((Thing("cat"),), None, "sea")
    assert SCENE_SLOTS[0] == "relation"
