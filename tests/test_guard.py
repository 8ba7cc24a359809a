"""A small fixed sample against getting worse: what is said is drawn, seen and said back, by the weights that ship.

The floors lie a little under what was measured when they were set; `python -m evaluation` measures properly.
"""

from random import Random

import pytest

from evaluation.cases import cases
from img2txt.describe import TuwenDescriber
from scenes.words import named
from txt2img.draw import TuwenPainter

SCENES = 24
FLOORS = {"facts": 0.78, "objects": 0.80, "said": 0.72}  # shares found by the recogniser, and named by the captions


@pytest.fixture(scope="module")
def pictures(painter: TuwenPainter):
    """The best of two drawings of each held-out scene, in the language of its case."""
    return [
        (case, painter.draw(case.scene, language=case.language, count=2, seed=Random(i).randrange(1000))[0])
        for i, case in enumerate(cases(SCENES, seed=11, draws=painter.draws))
    ]


def test_what_was_said_is_found_in_the_drawings(pictures) -> None:
    found = [check for _, picture in pictures for check in picture.facts if check.fact != "style"]
    objects = [check.found for check in found if check.fact == "object"]
    assert sum(check.found for check in found) / len(found) >= FLOORS["facts"]
    assert sum(objects) / len(objects) >= FLOORS["objects"]


def test_captions_name_what_was_said(pictures, describer: TuwenDescriber) -> None:
    told = [
        thing.object in named("object", caption.caption)
        for language in ("en", "zh")
        for (case, _), caption in zip(
            pictures, describer.describe_all([picture.image for _, picture in pictures], language), strict=True
        )
        for thing in case.scene.things
    ]
    assert sum(told) / len(told) >= FLOORS["said"]
