"""Every comic mark is drawn, with variants where things have their art sets."""

from xml.etree import ElementTree

import pytest

from rendering.marks import mark_svg
from world.vocabulary import MARKS, STYLES


@pytest.mark.parametrize("mark", MARKS)
def test_every_variant_is_an_svg(mark: str) -> None:
    drawn = [mark_svg(mark, variant) for variant in range(len(STYLES))]
    assert len(set(drawn)) >= 3
    for svg in drawn:
        root = ElementTree.fromstring(svg)
        assert root.tag == "{http://www.w3.org/2000/svg}svg" and root.get("viewBox") == "0 0 100 100"
        assert len(list(root.iter())) > 1


def test_marks_differ() -> None:
    assert len({mark_svg(mark, 0) for mark in MARKS}) == len(MARKS)
