"""Stickers: a plan moved to fill its square, and how it is looked at."""

from dataclasses import replace

import numpy as np
import torch

from txt2img.sticker import EDGE, LEAST, PAPER, SEEN, STANDS, as_sticker, grounded, largest_thing, on_paper, only, rgba
from world.gist import Gist, Kind
from world.plan import Backdrop, Layer, Plan, Pose
from world.scene import Scene, Thing

CAT = Layer("cat", Pose(0.3, 0.6, 0.2), 1, "black", "flat", 0)
DOG = Layer("dog", Pose(0.7, 0.7, 0.4), 2, "red", "flat", 1)
SCENE = Scene.of(Gist((Kind("cat", "black", size="small"), Kind("dog", "red")), "left_of", "sea", "night", "flat"))
PLAN = Plan(SCENE, Backdrop("sea", "night", 3), (CAT, DOG), 5)


def test_one_thing_fills_the_square() -> None:
    (cat,) = as_sticker(Plan(Scene((Thing(0, "cat"),)), Backdrop(None, "day", 1), (CAT,), 5)).layers
    assert cat.pose == Pose(0.5, 0.5, round(1 - 2 * EDGE, 4))


def test_several_things_keep_how_they_stand() -> None:
    cat, dog = (layer.pose for layer in as_sticker(PLAN).layers)
    zoom = dog.scale / DOG.pose.scale
    assert abs(cat.scale - CAT.pose.scale * zoom) < 1e-3
    assert abs((dog.x - cat.x) - zoom * (DOG.pose.x - CAT.pose.x)) < 1e-3
    assert abs(cat.x - cat.scale / 2 - EDGE) < 1e-3 and abs(dog.x + dog.scale / 2 - (1 - EDGE)) < 1e-3


def test_the_ground_is_no_longer_said_and_sizes_are_where_they_tell_things_apart() -> None:
    sticker = as_sticker(PLAN)
    assert sticker.backdrop is None and sticker.seed == PLAN.seed
    small = Scene.of(Gist((Kind("cat", "black", size="small"), Kind("dog", "red")), "left_of", style="flat"))
    assert sticker.scene == small
    alone = replace(PLAN, scene=Scene.of(Gist((Kind("cat", size="small"),))), layers=PLAN.layers[:1])
    assert [thing.size for thing in as_sticker(alone).scene.things] == [None]


def test_a_sticker_of_a_sticker_is_the_same() -> None:
    once = as_sticker(PLAN)
    again = as_sticker(once)
    for before, after in zip(once.layers, again.layers, strict=True):
        assert abs(before.pose.x - after.pose.x) < 1e-3 and abs(before.pose.scale - after.pose.scale) < 1e-3


def test_a_sticker_gets_a_ground_again() -> None:
    plan = grounded(as_sticker(PLAN))
    cat, dog = (layer.pose for layer in plan.layers)
    assert plan.backdrop == Backdrop(None, "day", PLAN.seed)
    assert (
        abs(dog.scale - 2 * cat.scale) < 2e-3 and dog.scale < 0.45 and dog.foot < STANDS < dog.y + dog.scale / 2 + 0.001
    )
    for before, after in zip(as_sticker(PLAN).layers, as_sticker(plan).layers, strict=True):
        assert abs(before.pose.x - after.pose.x) < 2e-3 and abs(before.pose.scale - after.pose.scale) < 2e-3
    assert grounded(PLAN) is PLAN


def test_only_some_things_are_left() -> None:
    alone = only(PLAN, (1,))
    assert alone.layers == (DOG,) and alone.scene.things == (SCENE.things[1],) and not alone.scene.relations


def test_it_is_looked_at_on_paper_with_room_around() -> None:
    red = torch.zeros(1, 4, 20, 20)
    red[:, 0], red[:, 3] = 0.5, 0.5
    seen = on_paper(red, 0.96)
    side = 20 + 2 * round(20 * (0.96 / SEEN - 1) / 2)
    assert seen.shape == (1, 3, side, side)
    torch.testing.assert_close(seen[0, :, 0, 0], torch.full((3,), PAPER))
    torch.testing.assert_close(seen[0, :, side // 2, side // 2], torch.tensor([0.5, 0.0, 0.0]) + 0.5 * PAPER)


def test_small_things_are_looked_at_from_nearer() -> None:
    assert on_paper(torch.zeros(1, 4, 20, 20), 0.3).shape[-1] == 20 + 2 * round(LEAST * 20)
    assert largest_thing([PLAN]) == max(layer.pose.scale for layer in PLAN.layers)


def test_saved_alpha_is_straight() -> None:
    half_red = torch.tensor([0.5, 0.0, 0.0, 0.5]).view(4, 1, 1).expand(4, 2, 2)
    assert np.asarray(rgba(half_red))[0, 0].tolist() == [255, 0, 0, 127]
