"""Handles of conversations cannot be guessed or changed."""

import pytest

from chat.keys import Keys


def test_a_handle_names_its_conversation(tmp_path):
    keys = Keys(tmp_path)
    assert keys.number(keys.handle(17)) == 17
    assert keys.handle(17) != keys.handle(18)


def test_the_secret_outlives_the_program(tmp_path):
    handle = Keys(tmp_path).handle(3)
    assert Keys(tmp_path).number(handle) == 3
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0


def test_another_host_has_other_handles(tmp_path):
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    assert Keys(tmp_path / "one").number(Keys(tmp_path / "other").handle(3)) is None


@pytest.mark.parametrize(
    "handle", [None, "", "17", "17-", "17-" + "0" * 24, "-1-x", "x-y", "９-x", "1" * 30 + "-x", 17, {}]
)
def test_what_was_not_made_here_names_nothing(tmp_path, handle):
    assert Keys(tmp_path).number(handle) is None
