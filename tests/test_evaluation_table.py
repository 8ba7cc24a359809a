"""Reports as text."""

from evaluation.table import lines, rounded, shown


def test_equal_columns_become_a_table() -> None:
    report = {"n": 3, "facts": {"object": {"right": 0.5, "of": 12}, "count": {"right": 1.0, "of": 3}}}
    assert list(lines(report)) == [
        "n      3",
        "facts",
        "          right  of",
        "  object  0.500  12",
        "  count   1.000   3",
    ]


def test_other_parts_are_indented_and_lists_itemised() -> None:
    report = {"a": {"b": 1.0, "c": {"d": None}}, "e": [{"text": "x", "said": ["y", "z"]}, "w"]}
    assert list(lines(report)) == ["a", "  b  1.000", "  c", "    d  –", "e", "  - text: x | said: y, z", "  - w"]


def test_small_figures_keep_their_size() -> None:
    assert shown(0.00012) == "1.2e-04" and shown(0.0) == "0.000" and shown(-0.25) == "-0.250"


def test_rounding_reaches_every_figure() -> None:
    assert rounded({"a": [{"b": 0.1234567}], "n": 3, "s": "x"}) == {"a": [{"b": 0.12346}], "n": 3, "s": "x"}
