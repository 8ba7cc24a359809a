"""Devices by name."""

import pytest

from models.device import UnknownDevice, checked_device


def test_the_cpu_is_always_there() -> None:
    assert checked_device("cpu") == "cpu"


@pytest.mark.parametrize("name", ["nonsense", "", "cuda:99", "meta:x"])
def test_what_is_not_there_is_named_with_what_is(name: str) -> None:
    with pytest.raises(UnknownDevice, match=f"no device '{name}' here; choose one of cpu"):
        checked_device(name)
