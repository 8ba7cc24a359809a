"""Backdrops: every place in every light, decided by the noise that is handed in."""

import pytest
import torch
from torch import Tensor

from img2txt.hues import ground_colour
from rendering.places import HORIZON, NO_PLACE, NOISE_DIM, POINTS, SHELTERED, paint_backdrops, paint_plain, standing
from world.vocabulary import COLOURS, NATURAL, PLACES, TIMES, index

EVERYWHERE = torch.arange(NO_PLACE + 1)
NAMES = [*(value.key for value in PLACES), "nowhere"]
LIGHTS = [value.key for value in TIMES]
SIZE = 32


def paint(place: Tensor, light: str = "day", seed: int = 0, noise: Tensor | None = None, size: int = SIZE) -> Tensor:
    random = torch.Generator().manual_seed(seed)
    return paint_backdrops(place, torch.full_like(place, LIGHTS.index(light)), size, random, noise)


@pytest.mark.parametrize("light", LIGHTS)
@pytest.mark.parametrize("size", [32, 48])
def test_every_place_is_painted(light: str, size: int) -> None:
    pictures = paint(EVERYWHERE, light, size=size)
    assert pictures.shape == (NO_PLACE + 1, 3, size, size)
    assert pictures.min() >= 0 and pictures.max() <= 1 and pictures.isfinite().all()
    assert (pictures[:NO_PLACE].flatten(1).std(1) > 0.05).all()


def test_no_place_is_a_soft_wall_and_a_floor() -> None:
    ground = paint(torch.full((8,), NO_PLACE), size=64)
    assert (ground.flatten(1).std(1) < 0.1).all() and ground.mean() > 0.8
    assert (ground[:, :, -8:].mean((1, 2, 3)) < ground[:, :, :8].mean((1, 2, 3))).all()
    assert ground.mean((2, 3)).std(0).max() > 0.02  # one is not like another


@pytest.mark.parametrize("colour", [value.key for value in COLOURS if value.key != NATURAL])
def test_a_ground_of_a_colour_is_seen_to_be_so(colour: str) -> None:
    ground = paint_plain(colour, "day", 3, 64)
    assert ground.shape == (1, 3, 64, 64) and ground_colour(ground[0]) == colour
    assert torch.equal(ground, paint_plain(colour, "day", 3, 64))


def test_every_place_has_its_horizon() -> None:
    assert list(HORIZON) == NAMES[:-1] and len(PLACES) == NO_PLACE


def test_day_is_brighter_than_night() -> None:
    place = EVERYWHERE.repeat(4)
    brighter = paint(place).flatten(1).mean(1) > paint(place, "night").flatten(1).mean(1) + 0.05
    dark_anyway = place == index("place", "space")
    assert brighter[~dark_anyway].all() and not brighter[dark_anyway].any()


@pytest.mark.parametrize("name", [name for name in NAMES if name not in SHELTERED])
def test_every_light_looks_different_in_the_open(name: str) -> None:
    noise = torch.randn(8, NOISE_DIM, generator=torch.Generator().manual_seed(0))
    place = torch.full((8,), NAMES.index(name))
    lights = torch.stack([paint(place, light, noise=noise).flatten(1) for light in LIGHTS], 1)  # [canvas, light, pixel]
    apart = torch.cdist(lights, lights, p=1) / lights.shape[2]
    assert apart[:, ~torch.eye(len(LIGHTS), dtype=torch.bool)].min() > 0.03


def test_lights_have_their_colours() -> None:
    place = torch.tensor([index("place", name) for name in ("grass", "beach", "snow", "mountains")])
    red, green, blue = (paint(place, light).mean((0, 2, 3)) for light in ("sunset", "day", "night"))
    assert red[0] - red[2] > green[0] - green[2] + 0.1  # warm
    assert blue[2] - blue[0] > 0.05  # blue
    grey = [paint(place, light).std(1).mean() for light in ("rain", "snowfall", "day")]
    assert max(grey[:2]) < 0.8 * grey[2]  # pale


def test_shelters_are_places_whose_lights_exist_and_space_has_one() -> None:
    assert set(SHELTERED) < set(HORIZON)
    assert all(lights[0] == "day" and set(lights) < set(LIGHTS) for lights in SHELTERED.values())
    space = torch.tensor([index("place", "space")])
    assert all(torch.equal(paint(space, light), paint(space)) for light in LIGHTS)


def test_the_same_dice_paint_the_same_and_others_do_not() -> None:
    assert torch.equal(paint(EVERYWHERE), paint(EVERYWHERE))
    assert (paint(EVERYWHERE) - paint(EVERYWHERE, seed=1)).abs().flatten(1).mean(1).min() > 0.003


def test_the_dice_of_others_are_left_alone() -> None:
    before = torch.get_rng_state()
    paint(EVERYWHERE)
    assert torch.equal(torch.get_rng_state(), before)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "space"])  # its glow is texture, and large
def test_noise_decides_shapes_and_dice_only_the_texture(name: str) -> None:
    place = torch.tensor([NAMES.index(name)])
    noise, other = torch.randn(2, 1, NOISE_DIM, generator=torch.Generator().manual_seed(0))
    assert torch.equal(paint(place, noise=noise), paint(place, noise=noise))
    texture = (paint(place, noise=noise, seed=1) - paint(place, noise=noise, seed=2)).abs().mean()
    shapes = (paint(place, noise=noise, seed=1) - paint(place, noise=other, seed=1)).abs().mean()
    assert texture < shapes


def test_places_look_unlike_each_other() -> None:
    pictures = torch.stack([paint(EVERYWHERE, seed=seed) for seed in range(8)]).mean(0).flatten(1)
    apart = torch.cdist(pictures, pictures) / pictures.shape[1] ** 0.5
    assert apart[~torch.eye(len(apart), dtype=torch.bool)].min() > 0.04


def test_the_light_s_point_is_the_sun_wherever_it_is_seen() -> None:
    """Moved across alone, the sun of the open sea and of a meadow stands elsewhere, and nothing else changes."""
    noise = torch.zeros(4, NOISE_DIM)
    noise[1::2, POINTS - 1] = 0.8
    place = torch.tensor([index("place", name) for name in ("sea", "sea", "grass", "grass")])
    sky = paint(place, "sunset", noise=noise, size=64)[:, :, :26]
    columns = (sky[::2] - sky[1::2]).abs().amax((1, 2)) > 0.1  # [canvas, column]
    assert columns[:, 28:36].any(1).all() and columns[:, 44:].any(1).all() and not columns[:, :24].any()


def test_points_are_where_their_place_has_them() -> None:
    """A town's houses stand side by side; where nothing stands, a point is off the canvas; the sun is in the sky."""
    noise = torch.randn(50, NOISE_DIM, generator=torch.Generator().manual_seed(0))
    town, meadow, nowhere = (
        standing(torch.full((50,), NAMES.index(name)), noise) for name in ("city", "grass", "nowhere")
    )
    assert town.shape == (50, POINTS, 2)
    assert (town[:, :7, 0].diff(dim=1) > 0).all() and (town[:, :12] > 0).all() and (town[:, :12] < 1).all()
    assert (meadow[:, 2:-1] == -1).all() and (nowhere[:, :-1] == -1).all() and meadow[:, 0, 0].std() > 0.2
    assert torch.equal(meadow[:, -1], nowhere[:, -1]) and (meadow[:, -1, 1] < 0.5).all()
