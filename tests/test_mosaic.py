"""Mosaics: many different things a picture, each where the truth says it is."""

from pathlib import Path
from random import Random

import pytest
import torch

from rendering.other_artists import OTHER_ARTISTS_PACK, other_artists_atlas
from rendering.sprites import atlas
from training.augment import Augmentation
from training.mosaic import mosaic, mosaic_truth, render_mosaics
from training.recipe import Recipe
from training.run import IGNORED
from training.sprite_augment import outlined, outlined_atlas
from training.true_renders import TrueRenders
from world.heldout import is_held_out
from world.vocabulary import MARKS, index

pytest_plugins = ["tests.pack"]
CPU = torch.device("cpu")


@pytest.mark.parametrize("side", [2, 3, 4])
def test_a_crowd_has_a_thing_a_tile_all_in_one_place_and_light(side: int) -> None:
    tiles = mosaic(Random(side), side)
    assert len(tiles) == side * side
    assert len({(plan.backdrop.place, plan.backdrop.time) for plan in tiles}) == 1
    assert all(len([layer for layer in plan.layers if layer.what not in MARKS]) == 1 for plan in tiles)


def test_crowds_hold_nothing_that_is_held_out() -> None:
    rng = Random(0)
    assert not any(is_held_out(plan.scene.gist()) for _ in range(40) for plan in mosaic(rng, 3))


def test_crowds_are_as_mixed_as_can_be() -> None:
    rng = Random(0)
    tiles = [plan for _ in range(30) for plan in mosaic(rng, 3)]
    assert len({plan.scene.things[0].object for plan in tiles}) > 150
    assert 0.4 < sum(plan.scene.things[0].action is not None for plan in tiles) / len(tiles) < 0.8
    assert len({layer.style for plan in tiles for layer in plan.layers}) == 6


def test_the_truth_is_where_things_are_drawn() -> None:
    mosaics = [mosaic(Random(seed), 3) for seed in (1, 2)]
    shown = mosaic_truth(mosaics, CPU)
    assert shown.owner.tolist() == 9 * [0] + 9 * [1] and len(shown.place) == len(shown.time) == 2
    assert (shown.centre[4] - 0.5).abs().max() < 0.03 and shown.centre[8].min() > 2 / 3
    assert (shown.scale < 0.45).all()
    objects = [index("object", plan.scene.things[0].object) for tiles in mosaics for plan in tiles]
    assert shown.object.tolist() == objects


def test_strange_crowds_have_no_style_to_learn() -> None:
    mosaics = [mosaic(Random(seed), 2) for seed in (1, 2)]
    style = mosaic_truth(mosaics, CPU, strange=1).style
    assert style[:4].tolist() == 4 * [IGNORED] and style[4:].min() >= 0


def test_every_tile_is_drawn_in_its_place(pack: Path) -> None:
    sprites = atlas(64, pack)
    one, other = mosaic(Random(1), 2), mosaic(Random(1), 2)
    other[3] = mosaic(Random(9), 2)[3]
    drawn, changed = (render_mosaics([tiles], sprites, 64, torch.Generator().manual_seed(0)) for tiles in (one, other))
    assert drawn.shape == (1, 3, 64, 64) and drawn.min() >= 0 and drawn.max() <= 1
    same = (drawn - changed).abs().amax((0, 1)) < 1e-6
    assert same[:32].all() and same[:, :32].all() and not same[32:, 32:].all()


def test_ink_draws_dark_lines_around_and_flat_fills_within() -> None:
    disc = torch.zeros(1, 4, 32, 32)
    axis = torch.arange(32) - 15.5
    disc[0, 3] = (axis.view(-1, 1).square() + axis.square() < 144).float()
    disc[0, :3] = torch.tensor([0.9, 0.3, 0.3]).view(3, 1, 1)
    drawn = outlined(disc)
    across = drawn[0, :, 16]
    assert drawn.shape == disc.shape and across[3, 16] == 1 and across[3, 0] == 0
    assert len(across[0, 6:26].unique()) == 1  # one red within
    rim = next(i for i in range(32) if across[3, i] == 1)
    assert across[:3, rim].max() == 0 and across[0, 16] > 0.8


def test_ink_finds_what_is_drawn_within() -> None:
    face = torch.ones(1, 4, 32, 32)
    face[0, :3, 12:20, 12:20] = 0.0
    dark = (outlined(face)[0, :3].amax(0) < 0.1).float()
    assert dark[12:20, 12:20].all() and dark[4:8].sum() == 0


@pytest.mark.slow
def test_marks_are_never_inked(pack: Path) -> None:
    sprites = atlas(64, pack)
    drawn = outlined_atlas(sprites)
    assert drawn.shape == sprites.shape
    assert torch.equal(drawn[-len(MARKS) :], sprites[-len(MARKS) :]) and not torch.equal(drawn[0], sprites[0])


@pytest.mark.parametrize("mosaics,strange", [(0.5, 0.5), (0.5, 0.0), (0.0, 0.5), (0.75, 1.0)])
def test_a_lesson_s_pictures_and_truths_are_as_many(pack: Path, mosaics: float, strange: float) -> None:
    recipe = Recipe(augmentation=Augmentation(), mosaics=mosaics, strange=strange)
    art = atlas(32, pack), atlas(64, pack), other_artists_atlas(32, pack.with_name(OTHER_ARTISTS_PACK.name))
    renders = TrueRenders(recipe, *art, 48, torch.Generator().manual_seed(0), Random(0))
    for _ in range(2):
        pictures, of_scenes, of_crowds = renders.show(8, [torch.zeros(1, 3, 48, 48)])
        scenes, some = len(of_scenes.place), len(of_crowds.place) if of_crowds else 0
        assert (scenes, some) == (round(8 * (1 - mosaics)), round(8 * mosaics)) and len(pictures) == 9
        if of_crowds:
            unstyled = {
                owner for owner, style in zip(of_crowds.owner.tolist(), of_crowds.style, strict=True) if style < 0
            }
            assert unstyled == set(range(round(strange * some)))
