"""True renders show the plan: things in their colours where their poses say, on their backdrops."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor

from rendering.compose import lit
from rendering.layout import lay_out
from rendering.places import NO_PLACE
from rendering.render import backdrop_numbers, layer_table, render
from rendering.sampling import random_scene
from rendering.sprites import DRAWABLE, atlas
from world.plan import Backdrop, Layer, Plan, Pose
from world.scene import Scene, Thing
from world.vocabulary import TIMES, index

pytest_plugins = ["tests.pack"]
CPU = torch.device("cpu")
PAIR = Scene((Thing(0, "cat", "red"), Thing(1, "dog", "blue")))


@pytest.fixture
def sprites(pack: Path) -> Tensor:
    return atlas(32, pack)


def plan_of(*layers: Layer, place: str | None = None, time: str = "day") -> Plan:
    return Plan(PAIR, Backdrop(place, time, 0), layers, 0)


def paint(plans: list[Plan], sprites: Tensor, seed: int = 0) -> Tensor:
    return render(plans, sprites, 64, torch.Generator().manual_seed(seed))


CAT = Layer("cat", Pose(0.25, 0.25, 0.4), 0, "red", "soft", 0)
DOG = Layer("dog", Pose(0.75, 0.75, 0.4), 0, "blue", "soft", 1)


def test_things_are_where_the_plan_says_in_the_colours_it_says(sprites: Tensor) -> None:
    (picture,) = paint([plan_of(CAT, DOG)], sprites)
    red, blue = picture[:, 12:16, 10:14].mean((1, 2)), picture[:, 48:52, 42:46].mean((1, 2))
    assert red[0] > red[2] + 0.3 and blue[2] > blue[0] + 0.3


def test_the_front_layer_hides_the_one_behind(sprites: Tensor) -> None:
    over = replace(DOG, pose=CAT.pose)
    dog_on_top, cat_on_top = paint([plan_of(CAT, over), plan_of(over, CAT)], sprites)[:, :, 12:16, 10:14].mean((2, 3))
    assert dog_on_top[2] > dog_on_top[0] and cat_on_top[0] > cat_on_top[2]


def test_a_finished_picture_has_shadows_and_weather(sprites: Tensor) -> None:
    def both(place: str, time: str) -> tuple[Tensor, Tensor]:
        plan, random = [plan_of(DOG, place=place, time=time)], torch.Generator
        plain, finished = (render(plan, sprites, 64, random().manual_seed(0), finished) for finished in (False, True))
        return plain[0], finished[0]

    plain, finished = both("grass", "day")
    darker = finished[:, 30:] - plain[:, 30:]
    assert darker.min() < -0.05 and torch.equal(finished[:, :30], plain[:, :30])
    plain, finished = both("grass", "rain")
    assert not torch.equal(finished[:, :30], plain[:, :30])


def test_many_plans_make_one_batch_in_range(sprites: Tensor) -> None:
    rng = random.Random(0)
    plans = [lay_out(random_scene(rng), rng) for _ in range(16)]
    pictures = paint(plans, sprites)
    assert pictures.shape == (16, 3, 64, 64) and pictures.min() >= 0 and pictures.max() <= 1
    assert torch.equal(pictures, paint(plans, sprites))
    assert not torch.equal(pictures, paint(plans, sprites, seed=1))


def test_every_light_dims_things_too_and_night_the_most() -> None:
    lights = lit(torch.ones(len(TIMES), 4, 2, 2), torch.arange(len(TIMES)))[:, :3].mean((1, 2, 3))
    assert lights.argmax() == index("time", "day") and lights.argmin() == index("time", "night")


def test_the_table_numbers_every_layer() -> None:
    mark = Layer("zzz", Pose(0.5, 0.2, 0.2), 0, style="bold", of=0)
    table = layer_table([plan_of(CAT, mark), plan_of(DOG, time="rain")], CPU)
    assert table.owner.tolist() == [0, 0, 1] and table.depth.tolist() == [0, 1, 0]
    assert table.thing.tolist() == [DRAWABLE.index(what) for what in ("cat", "zzz", "dog")]
    assert table.colour.tolist() == [index("colour", "red"), 0, index("colour", "blue")]
    assert table.style.tolist() == [0, index("style", "bold"), 0]
    assert table.time.tolist() == [0, 0, index("time", "rain")] and table.maps.shape == (3, 2, 3)


def test_plans_without_layers_have_an_empty_table() -> None:
    table = layer_table([plan_of()], CPU)
    assert len(table.owner) == 0 and table.maps.shape == (0, 2, 3)


def test_backdrops_are_numbered() -> None:
    place, time = backdrop_numbers([plan_of(place="sea", time="sunset"), plan_of()], CPU)
    assert place.tolist() == [index("place", "sea"), NO_PLACE] and time.tolist() == [index("time", "sunset"), 0]
