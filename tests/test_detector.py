"""The detector gives what the graph gives that it was converted from."""

from pathlib import Path

import pytest
import torch
from PIL import Image
from safetensors.torch import load_file
from torchvision.transforms.functional import to_tensor

from models import weights
from models.detector import Detector, DetectorConfig
from training.detector import converted

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def detector() -> Detector:
    return weights.load(HERE.parent / "weights" / "detector", Detector, DetectorConfig)


@torch.no_grad()
def test_it_answers_as_the_graph_that_it_comes_from(detector: Detector) -> None:
    """200 of the graph's 3,549 cells on a piece of renders.jpg, walked node by node; the surest 50 are among them."""
    graph = load_file(HERE / "cases" / "detector.safetensors")
    with Image.open(HERE / "renders.jpg") as sheet:
        picture = to_tensor(sheet.convert("RGB").crop((0, 0, 416, 416)))
    likely, boxes = detector(picture.unsqueeze(0))
    assert likely.shape == (1, 52**2 + 26**2 + 13**2, 80)
    torch.testing.assert_close(likely[0, graph["cells"]], graph["likely"].float(), atol=1e-3, rtol=0)
    sizes = boxes[0, graph["cells"]].unflatten(1, (2, 2)).diff(dim=1)[:, 0]
    torch.testing.assert_close(sizes, graph["far"].unflatten(1, (2, 2)).sum(1), atol=0.05, rtol=0)


@torch.no_grad()
def test_pictures_of_other_sides_are_taken_too(detector: Detector) -> None:
    likely, boxes = detector(torch.rand(2, 3, 64, 96))
    assert likely.shape == (2, 8 * 12 + 4 * 6 + 2 * 3, 80) and boxes.shape == (2, 126, 4)
    assert likely.min() >= 0 and likely.max() <= 1 and (boxes[..., 2:] >= boxes[..., :2]).all()


def test_another_graph_is_refused() -> None:
    nodes = [
        {"name": "convolution", "op": "Conv2D", "input": ["picture", "kernel"]},
        {"name": "sum", "op": "Add", "input": ["convolution", "bias"]},
    ]
    with pytest.raises(ValueError, match="has 1 convolutions, expected 34"):
        converted(nodes, {"kernel": torch.zeros(3, 3, 3, 32), "bias": torch.zeros(32)})
