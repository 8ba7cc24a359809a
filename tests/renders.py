"""A fixed sample of true renders for tests/test_guard.py, which has no art to draw them with.

`python -m tests.renders` writes it anew, from held-out scenes, where `make data` has been.
"""

import json
from pathlib import Path

import torch
from jaxtyping import Float
from PIL import Image
from torch import Tensor
from torchvision.transforms.functional import to_pil_image, to_tensor
from torchvision.utils import make_grid

from evaluation.cases import cases, layouts, true_pictures
from rendering.sprites import atlas
from world.plan import Plan

SHEET, PLANS = (Path(__file__).parent / f"renders.{kind}" for kind in ("jpg", "json"))
SIZE, ACROSS, COUNT = 240, 8, 64


def renders() -> tuple[list[Plan], Float[Tensor, "n 3 size size"]]:
    """Plans, and their pictures in [0, 1]."""
    plans = [Plan.from_json(saved) for saved in json.loads(PLANS.read_text())]
    sheet = to_tensor(Image.open(SHEET))
    tiles = sheet.unflatten(2, (ACROSS, SIZE)).unflatten(1, (-1, SIZE)).permute(1, 3, 0, 2, 4).flatten(0, 1)
    return plans, tiles[: len(plans)]


def main() -> None:
    plans = layouts(cases(COUNT, seed=12), seed=12)
    with torch.no_grad():
        pictures = true_pictures(plans, atlas(64), SIZE, seed=12)
    to_pil_image(make_grid(pictures, nrow=ACROSS, padding=0)).save(SHEET, quality=92, subsampling=0)
    PLANS.write_text(json.dumps([plan.to_json() for plan in plans]))


if __name__ == "__main__":
    main()
