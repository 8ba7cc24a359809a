"""The photographs that seeing is measured on: which Debian packages hold them, and how they are fetched and checked.

Nothing of them is committed or trained on. They are fetched with apt, so on Debian or what comes from it.
"""

import io
import struct
import subprocess
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rendering.art import DATA, pinned

PHOTOGRAPHS = DATA / "photographs"
IMAGES = (".jpg", ".webp")
FLAGS_PACKED, FLAGS_FOLDER = 1, 2  # of an entry of a Qt resource file


@dataclass(frozen=True)
class Album:
    """A Debian package with photographs."""

    name: str  # of the folder that they come to lie in
    package: str
    version: str
    architecture: str
    sha256: str  # of the package file
    licence: str
    below: str  # the folder in the package; in it image files, or Qt resource files that hold them

    @property
    def file(self) -> str:
        return f"{self.package}_{self.version.replace(':', '%3a')}_{self.architecture}.deb"


ALBUMS = (
    Album(
        "gcompris",
        "gcompris-qt-data",
        "3.1-2",
        "all",
        "e9cf06ab2105529068df73085784e835d2ff03f870d2a8091f09125d40abac9f",
        "GPL-3+; single images CC-BY, CC-BY-SA, CC0 or CC-sampling-plus",
        "./usr/share/gcompris-qt/rcc/",
    ),
    Album(
        "kphotoalbum",
        "kphotoalbum",
        "5.9.1-1",
        "amd64",
        "00f8b26b5db1beb30a822d15f464b3c68ffa556d267870aa98a59aaaaf81ec43",
        "GPL-2+",
        "./usr/share/kphotoalbum/demo/",
    ),
    Album(
        "lomiri",
        "lomiri-wallpapers-16.04",
        "20.04.0-2",
        "all",
        "a99ff6a3bfe451e4cc0682ecb3cc82e71740626d59e4845ae34a0a0e45421eab",
        "CC-BY-4.0, CC-BY-SA-3.0, CC-BY-SA-4.0 and CC0, image by image",
        "./usr/share/backgrounds/",
    ),
    Album(
        "darknet",
        "darknet",
        "0.0.0+git20180914.61c9d02e-2+b4",
        "amd64",
        "9ca14d36112d242a782bfed4104fa5adcd2ae8bc599ab610f42eb609ee125a01",
        "GPL-3+, MIT or WTFPL",
        "./usr/share/darknet/data/",
    ),
)


def build(folder: Path = PHOTOGRAPHS) -> dict[str, int]:
    """Fetch every album and lay its images into the folder; how many each has. ArtError where that fails."""
    return {album.name: _unpack(album, folder) for album in ALBUMS}


def fetch(album: Album, folder: Path = DATA / "art") -> Path:
    """The package file, downloaded once with apt and checked against its SHA-256."""
    wanted = f"{album.package}:{album.architecture}={album.version}".replace(":all=", "=")
    command = ["apt-get", "download", "-q", wanted]
    hint = "apt is needed to fetch the photographs; they are measured on Debian only"
    return pinned(folder / album.file, album.sha256, command, wanted, hint)


def _unpack(album: Album, folder: Path) -> int:
    count = 0
    for name, content in _images(album, fetch(album)):
        path = folder / album.name / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        count += 1
    return count


def _images(album: Album, package: Path) -> Iterator[tuple[str, bytes]]:
    """The images of a package by the names that the labels know them by."""
    packed = subprocess.run(["dpkg-deb", "--fsys-tarfile", str(package)], check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.name.startswith(album.below) else None
            name = member.name.removeprefix(album.below)
            if file is None:
                continue
            if name.endswith(".rcc"):
                for inner, content in resources(file.read()):
                    if inner.endswith(IMAGES):
                        yield f"{Path(name).stem}/{Path(inner).name}", content
            elif name.endswith(IMAGES):
                yield name, file.read()


def resources(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The files in a Qt resource file, by their paths."""
    version, tree, data, names = struct.unpack_from(">IIII", content, 4)
    entry = 14 if version == 1 else 22  # later ones hold a date, too

    def name_of(offset: int) -> str:
        (length,) = struct.unpack_from(">H", content, names + offset)
        start = names + offset + 6
        return content[start : start + 2 * length].decode("utf-16-be")

    def below(number: int, path: str) -> Iterator[tuple[str, bytes]]:
        at = tree + entry * number
        name, flags = struct.unpack_from(">IH", content, at)
        path = f"{path}/{name_of(name)}" if number else path
        if flags & FLAGS_FOLDER:
            count, first = struct.unpack_from(">II", content, at + 6)
            for child in range(first, first + count):
                yield from below(child, path)
            return
        (offset,) = struct.unpack_from(">I", content, at + 10)
        (length,) = struct.unpack_from(">I", content, data + offset)
        stored = content[data + offset + 4 : data + offset + 4 + length]
        yield path, zlib.decompress(stored[4:]) if flags & FLAGS_PACKED else stored

    yield from below(0, "")
