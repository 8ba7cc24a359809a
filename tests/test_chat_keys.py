"""Handles of conversations cannot be guessed or changed."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from web.keys import Keys


def test_a_handle_names_its_conversation(tmp_path):
    keys = Keys(tmp_path)
    assert keys.number(keys.handle(17)) == 17
    assert keys.handle(17) != keys.handle(18)


def test_a_picture_is_no_conversation(tmp_path):
    keys = Keys(tmp_path)
    handle = keys.handle(17, "picture")
    assert keys.number(handle, "picture") == 17
    assert keys.number(handle) is None and keys.number(handle, "description") is None


@pytest.mark.parametrize("secret", [b"", b"short"])
def test_a_damaged_secret_is_refused(tmp_path, secret):
    (tmp_path / "secret").write_bytes(secret)
    with pytest.raises(OSError, match="secret is damaged"):
        Keys(tmp_path)


def test_two_programs_agree_on_one_secret(tmp_path):
    with ThreadPoolExecutor(8) as many:
        handles = set(many.map(lambda _: Keys(tmp_path).handle(1), range(32)))
    assert len(handles) == 1 and [file.name for file in tmp_path.iterdir()] == ["secret"]


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
