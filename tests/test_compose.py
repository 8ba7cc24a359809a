"""Layers lie where their pose says, turned clockwise, mirrored on demand, the later ones on top."""

import pytest
import torch
from torch import Tensor

from rendering.compose import LIGHT, alpha_over, compose, lit, transforms
from world.plan import Pose
from world.vocabulary import TIMES, index

SIDE = 64
RED, GREEN, BLUE, WHITE = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0), (1.0, 1.0, 1.0)


@pytest.fixture
def quarters() -> Tensor:
    """A layer whose quarters differ: red and green above, blue and white below, left and right."""
    layer = torch.ones(1, 4, 32, 32)
    for (top, left), colour in {(0, 0): RED, (0, 16): GREEN, (16, 0): BLUE, (16, 16): WHITE}.items():
        layer[0, :3, top : top + 16, left : left + 16] = torch.tensor(colour).view(3, 1, 1)
    return layer


def laid(layer: Tensor, pose: Pose) -> Tensor:
    """The layer alone on a black canvas: [3 s s]."""
    nothing = torch.zeros(1, dtype=torch.long)
    return compose(torch.zeros(1, 3, SIDE, SIDE), layer, nothing, nothing, transforms([pose]))[0]


def at(picture: Tensor, x: float, y: float) -> tuple[float, ...]:
    """The colour at a share of the width and of the height."""
    return tuple(round(level, 2) for level in picture[:, int(y * SIDE), int(x * SIDE)].tolist())


def test_a_layer_lies_at_its_centre_in_its_height(quarters: Tensor) -> None:
    covered = laid(quarters, Pose(0.25, 0.75, 0.25)).amax(0) > 0.5
    rows, columns = covered.nonzero().unbind(1)
    assert (int(rows.min()), int(rows.max())) == (40, 55)
    assert (int(columns.min()), int(columns.max())) == (8, 23)


def test_upright_it_stays_as_it_is(quarters: Tensor) -> None:
    picture = laid(quarters, Pose(0.5, 0.5, 0.5))
    assert [at(picture, *p) for p in ((0.4, 0.4), (0.6, 0.4), (0.4, 0.6), (0.6, 0.6))] == [RED, GREEN, BLUE, WHITE]


def test_flipped_left_and_right_change_places(quarters: Tensor) -> None:
    picture = laid(quarters, Pose(0.5, 0.5, 0.5, flip=True))
    assert [at(picture, *p) for p in ((0.4, 0.4), (0.6, 0.4), (0.4, 0.6), (0.6, 0.6))] == [GREEN, RED, WHITE, BLUE]


def test_degrees_turn_clockwise(quarters: Tensor) -> None:
    picture = laid(quarters, Pose(0.5, 0.5, 0.5, angle=90))  # what was above on the left is above on the right
    assert [at(picture, *p) for p in ((0.4, 0.4), (0.6, 0.4), (0.4, 0.6), (0.6, 0.6))] == [BLUE, RED, WHITE, GREEN]


def test_a_flipped_layer_is_mirrored_first_and_turned_after(quarters: Tensor) -> None:
    picture = laid(quarters, Pose(0.5, 0.5, 0.5, angle=90, flip=True))
    assert [at(picture, *p) for p in ((0.4, 0.4), (0.6, 0.4), (0.4, 0.6), (0.6, 0.6))] == [WHITE, GREEN, BLUE, RED]


@pytest.mark.parametrize("pose", [Pose(0.3, 0.6, 0.4, 25, True), Pose(0.8, 0.2, 0.19, -90), Pose(0.5, 0.5, 1.0)])
def test_the_map_sends_the_pose_s_centre_to_the_layer_s_middle(pose: Pose) -> None:
    centre = torch.tensor([2 * pose.x - 1, 2 * pose.y - 1, 1.0])
    torch.testing.assert_close(transforms([pose])[0] @ centre, torch.zeros(2), atol=1e-6, rtol=0)


def test_alpha_decides_what_is_seen() -> None:
    below = torch.full((1, 3, 1, 1), 0.4)
    half_red = torch.tensor([0.5, 0.0, 0.0, 0.5]).view(1, 4, 1, 1)
    assert alpha_over(half_red, below).flatten().tolist() == pytest.approx([0.7, 0.2, 0.2])
    assert torch.equal(alpha_over(torch.zeros(1, 4, 1, 1), below), below)


def test_layers_go_on_their_own_canvas_the_later_on_top() -> None:
    layers = torch.stack([torch.tensor([*colour, 1.0]).view(4, 1, 1).expand(4, 8, 8) for colour in (RED, GREEN, BLUE)])
    maps = transforms([Pose(0.5, 0.5, 0.5)] * 3)
    owner, depth = torch.tensor([0, 0, 1]), torch.tensor([1, 0, 0])
    pictures = compose(torch.zeros(2, 3, SIDE, SIDE), layers, owner, depth, maps)
    assert at(pictures[0], 0.5, 0.5) == RED and at(pictures[1], 0.5, 0.5) == BLUE


def test_no_layers_leave_the_canvas() -> None:
    canvas, none = torch.rand(2, 3, 8, 8, generator=torch.Generator().manual_seed(0)), torch.zeros(0, dtype=torch.long)
    assert torch.equal(compose(canvas, torch.zeros(0, 4, 8, 8), none, none, transforms([])), canvas)


def test_light_dims_colour_but_not_cover(quarters: Tensor) -> None:
    every = lit(quarters.expand(len(TIMES), -1, -1, -1), torch.arange(len(TIMES)))
    assert torch.equal(every[index("time", "day")], quarters[0])
    for layer, time in zip(every, TIMES, strict=True):
        torch.testing.assert_close(layer[:3, 20, 20], torch.tensor(LIGHT[time.key]))  # of white
        assert torch.equal(layer[3], quarters[0, 3])


def test_every_time_has_a_light_of_its_own() -> None:
    assert list(LIGHT) == [value.key for value in TIMES] and len(set(LIGHT.values())) == len(LIGHT)
    assert all(0 < level <= 1 for light in LIGHT.values() for level in light)
    assert min(LIGHT, key=lambda key: sum(LIGHT[key])) == "night"
    assert LIGHT["sunset"][0] > LIGHT["sunset"][2] and LIGHT["night"][0] < LIGHT["night"][2]
