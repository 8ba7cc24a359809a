"""Image files: named by content, written whole, checked when read."""

import hashlib
import io
import os

import pytest
from PIL import Image
from test_storage import png

from storage.errors import BadImage, ImageCorrupted, ImageMissing, StoreFull
from storage.images import ImageFiles, png_size


@pytest.fixture
def images(tmp_path) -> ImageFiles:
    return ImageFiles(tmp_path / "images")


def test_an_image_lies_under_the_hash_of_its_bytes(images):
    kept = images.keep(png("red", (5, 4)))
    name = hashlib.sha256(png("red", (5, 4))).hexdigest()
    assert (kept.hash, kept.width, kept.height, kept.size) == (name, 5, 4, len(png("red", (5, 4))))
    assert images.path(name) == images.folder / name[:2] / f"{name}.png"
    assert images.read(name) == png("red", (5, 4))
    assert [file.name for file in images.folder.rglob("*") if file.is_file()] == [f"{name}.png"]


def test_the_same_bytes_are_kept_once_and_made_young(images):
    file = images.path(images.keep(png()).hash)
    os.utime(file, (1, 1))
    images.keep(png())
    assert file.stat().st_mtime > 1
    assert len(list(images.sizes())) == 1


def test_keeping_a_damaged_image_again_heals_it(images):
    name = images.keep(png()).hash
    images.path(name).write_bytes(b"noise")
    with pytest.raises(ImageCorrupted, match="damaged"):
        images.read(name)
    images.keep(png())
    assert images.read(name) == png()


def test_a_missing_image_is_named(images):
    with pytest.raises(ImageMissing, match="0" * 64):
        images.path("0" * 64)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "0" * 63, "A" * 64, "0" * 64 + "\n"])
def test_only_hashes_are_names(images, name):
    with pytest.raises(BadImage, match="is no image name"):
        images.path(name)


def test_only_whole_pngs_are_kept(images):
    jpeg = io.BytesIO()
    Image.new("RGB", (4, 4)).save(jpeg, "JPEG")
    flipped = bytearray(png())
    flipped[-20] ^= 0xFF
    for broken in (b"", b"<svg/>", jpeg.getvalue(), png()[:-15], bytes(flipped)):
        with pytest.raises(BadImage, match="no whole PNG"):
            png_size(broken)


def test_a_write_that_fails_leaves_nothing_behind(images, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(StoreFull, match="is full"):
        images.keep(png())
    assert [file for file in images.folder.rglob("*") if file.is_file()] == []


def test_short_writes_are_finished(images, monkeypatch):
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, rest: write(handle, rest[:7]))
    assert images.read(images.keep(png()).hash) == png()


def test_removing_respects_the_age(images):
    name = images.keep(png()).hash
    assert images.older_than(60) == []
    assert not images.remove(name, older_than=60)
    assert images.remove(name)
    assert not images.remove(name)
    assert not images.has(name)


def test_the_first_database_owns_the_folder(images):
    assert images.claim("first") == "first"
    assert images.claim("second") == "first"
