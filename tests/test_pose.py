"""The pose network gives what the graph gives that it was converted from."""

from pathlib import Path

import pytest
import torch
from PIL import Image
from safetensors.torch import load_file
from torchvision.transforms.functional import to_tensor

from models import weights
from models.pose import Pose, PoseConfig
from training.pose import converted

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def pose() -> Pose:
    return weights.load(HERE.parent / "weights" / "pose", Pose, PoseConfig)


@torch.no_grad()
def test_it_answers_as_the_graph_that_it_comes_from(pose: Pose) -> None:
    """The points of two pieces of renders.jpg, in shares of the side, as a walk of the graph node by node gave them."""
    graph = load_file(HERE / "cases" / "pose.safetensors")
    with Image.open(HERE / "renders.jpg") as sheet:
        whole = to_tensor(sheet.convert("RGB"))
    pieces = torch.stack([whole[:, y : y + 192, x : x + 192] for x, y in graph["corners"].tolist()])
    places, sure = pose(pieces)
    torch.testing.assert_close(places / 192, graph["places"], atol=5e-4, rtol=0)
    torch.testing.assert_close(sure, graph["sure"], atol=1e-3, rtol=0)


@torch.no_grad()
def test_pictures_of_other_sides_are_taken_too(pose: Pose) -> None:
    places, sure = pose(torch.rand(2, 3, 96, 128))
    assert places.shape == (2, 17, 2) and sure.shape == (2, 17) and sure.min() >= 0 and sure.max() <= 1


def test_another_graph_is_refused() -> None:
    node = {"name": "a", "op": "_FusedConv2D", "input": ["x", "kernel", "bias"]}
    tensors = {"kernel": torch.zeros(3, 3, 3, 32), "bias": torch.zeros(32)}
    with pytest.raises(ValueError, match="has 1 convolutions, expected 74"):
        converted([node], tensors)
