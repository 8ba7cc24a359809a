"""The sketch's network: sizes, range, and what stands where the noise says."""

import torch

from models.sketch import Sketch, SketchConfig, by_class

CONFIG = SketchConfig(places=3, times=2, noise_dim=12, points=4, size=16, width=8)


def test_place_time_and_noise_decide_a_small_picture_in_range() -> None:
    torch.manual_seed(0)
    sketch = Sketch(CONFIG)
    place, time, noise = torch.tensor([0, 1, 0, 0, 0]), torch.tensor([0, 0, 1, 0, 0]), torch.zeros(5, 12)
    noise[3] = 1
    features = sketch(place, time, noise, torch.full((5, 4, 2), 0.5))
    assert features.shape == (5, CONFIG.features, 16, 16)
    pictures = sketch.read(features)
    assert pictures.shape == (5, 3, 16, 16) and pictures.min() >= 0 and pictures.max() <= 1
    apart = (pictures[0] - pictures[1:]).abs().amax((1, 2, 3))
    assert (apart[:3] > 1e-4).all() and apart[3] < 1e-6  # another place, another time, other noise; the same again


def test_a_point_moves_what_stands_on_it() -> None:
    """Boxes and lines of the first point move with it, across or down; nothing else does."""
    torch.manual_seed(0)
    shapes, grid = Sketch(CONFIG).place, (torch.arange(16) + 0.5) / 16
    place, noise, points = torch.zeros(3, dtype=torch.long), torch.zeros(3, 12), torch.full((3, 4, 2), 0.3)
    points[1, 0, 0] = points[2, 0, 1] = 0.6
    laid, side = shapes(place, by_class(place, 3, noise), points, grid)
    assert laid.shape == (3, CONFIG.told, 16, 16) and side.shape == (3, CONFIG.lines, 16, 16)
    right, lower = ((laid[0] - laid[1:]).abs().amax(1) > 1e-2).unbind()
    assert right[4, 4] and right[4, 9] and not right[13:].any()
    assert lower[4, 4] and lower[9, 4] and not lower[:, 13:].any()
    tied = (side[0] - side[1]).abs().amax((1, 2)) > 1e-3
    assert tied[0] and tied[3] and not tied[1] and not tied[2] and not tied[6:].any()


def test_a_place_s_noise_is_its_own() -> None:
    spread = by_class(torch.tensor([0, 2]), 3, torch.tensor([[1.0, 2.0], [3.0, 4.0]]))
    assert spread.tolist() == [[1, 2, 0, 0, 0, 0], [0, 0, 0, 0, 3, 4]]
