"""Qt resource files: the images in them are found by their paths."""

import struct
import zlib

from rendering.photographs import ALBUMS, resources


def written(files: dict[str, bytes], *, packed: bool) -> bytes:
    """A resource file of the second version, every file in its one folder."""
    names, data, tree = b"", b"", struct.pack(">IHIIQ", 0, 2, len(files), 1, 0)
    for name, content in files.items():
        stored = struct.pack(">I", len(content)) + zlib.compress(content) if packed else content
        tree += struct.pack(">IHHHIQ", len(names), int(packed), 0, 0, len(data), 0)
        names += struct.pack(">HI", len(name), 0) + name.encode("utf-16-be")
        data += struct.pack(">I", len(stored)) + stored
    head = struct.pack(">III", 20, 20 + len(tree), 20 + len(tree) + len(data))
    return b"qres" + struct.pack(">I", 2) + head + tree + data + names


def test_files_come_out_as_they_went_in() -> None:
    files = {"cat.webp": b"RIFF....", "dog.webp": b"\0" * 500}
    for packed in (False, True):
        assert dict(resources(written(files, packed=packed))) == {f"/{name}": each for name, each in files.items()}


def test_every_album_is_pinned() -> None:
    assert all(len(album.sha256) == 64 and album.licence and album.file.endswith(".deb") for album in ALBUMS)
