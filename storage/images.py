"""Image files named by the SHA-256 of their bytes: written whole or not at all, and checked when read."""

import errno
import hashlib
import io
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from storage.errors import BadImage, DataFolderUnusable, ImageCorrupted, ImageMissing, StoreFull, StoreUnusable
from storage.places import tried

HASH = re.compile(r"[0-9a-f]{64}")
OWNER = "database.txt"  # which database the folder belongs to


@dataclass(frozen=True)
class KeptImage:
    """What a written image is called, its sides in pixels, and its size in bytes."""

    hash: str
    width: int
    height: int
    size: int


class ImageFiles:
    """A folder of PNG files, `ab/abcd….png`. Threads and processes may share it."""

    def __init__(self, folder: Path, *, writes: bool = True) -> None:
        """Make the folder and write to it once, if it is to be written; raises DataFolderUnusable where that fails."""
        self.folder = folder
        if not writes:
            return
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe = _temporary(folder / "probe")
            _write_whole(probe, b"")
            probe.unlink()
        except OSError as error:
            raise _unusable(folder, error) from error

    def try_writing(self) -> None:
        """Raises DataFolderUnusable where images could not be written, whatever their names; one folder tells."""
        for folder in (self.folder, *self.folder.glob("??/")):
            tried(folder)

    def owner(self) -> str | None:
        """The name of the database that the folder belongs to; None where that is not known."""
        note = self.folder / OWNER
        return note.read_text().strip() if note.exists() else None

    def claim(self, database: str, *, anew: bool = False) -> str:
        """Write down which database the folder belongs to, unless that is known; returns the owner's name."""
        if anew or self.owner() is None:
            put_whole(self.folder / OWNER, database.encode())
        return self.owner() or database

    def keep(self, png: bytes) -> KeptImage:
        """Write one PNG so that it outlives a crash; the same bytes are kept once.

        Raises BadImage for anything but one whole PNG, StoreFull and DataFolderUnusable.
        """
        width, height = png_size(png)
        name = hashlib.sha256(png).hexdigest()
        file = self._file(name)
        try:
            if file.exists() and file.read_bytes() == png:
                os.utime(file)  # young again, so that no sweep takes it before its row is there
            else:
                self._replace(file, png)
        except OSError as error:
            raise _unusable(self.folder, error) from error
        return KeptImage(name, width, height, len(png))

    def has(self, name: str) -> bool:
        """Whether the file is there, without reading it."""
        return self._file(name).exists()

    def read(self, name: str) -> bytes:
        """The bytes of one image; raises BadImage for what is no hash, ImageMissing, ImageCorrupted."""
        file = self._file(name)
        try:
            png = file.read_bytes()
        except FileNotFoundError:
            raise ImageMissing(f"the image file {file} is gone; put it back from a backup, or draw it again") from None
        except OSError as error:
            raise _unusable(self.folder, error) from error
        if hashlib.sha256(png).hexdigest() != name:
            raise ImageCorrupted(
                f"the image file {file} is damaged: its bytes no longer match its name; put it back from a backup, or "
                "delete it and draw it again"
            )
        return png

    def path(self, name: str) -> Path:
        """Where one image lies, checked like `read`."""
        self.read(name)
        return self._file(name)

    def sizes(self) -> Iterator[int]:
        """The size in bytes of every image file."""
        for file in self.folder.glob("??/*.png"):
            with suppress(FileNotFoundError):
                yield file.stat().st_size

    def older_than(self, seconds: float, *, sweep: bool = True) -> list[str]:
        """The names of all images last written that long ago; with `sweep` half-written files of that age go."""
        before = time.time() - seconds
        for half in [*self.folder.glob(".*.tmp"), *self.folder.glob("??/.*.tmp")] if sweep else ():
            _remove_if_older(half, before)
        return [file.stem for file in self.folder.glob("??/*.png") if _is_older(file, before)]

    def remove(self, name: str, *, older_than: float = 0.0) -> bool:
        """Delete one image if it was last written that many seconds ago; says whether it did."""
        return _remove_if_older(self._file(name), time.time() - older_than)

    def _file(self, name: str) -> Path:
        if not HASH.fullmatch(name):
            raise BadImage(f"{name!r} is no image name; expected the 64 hexadecimal characters that the store gave")
        return self.folder / name[:2] / f"{name}.png"

    def _replace(self, file: Path, content: bytes) -> None:
        if not file.parent.is_dir():
            file.parent.mkdir(exist_ok=True)
            _sync_folder(self.folder)
        put_whole(file, content)


def put_whole(file: Path, content: bytes) -> None:
    """A file that only its owner reads, in the place of any before it: whole or not at all, even after a crash."""
    half = _temporary(file)
    try:
        _write_whole(half, content)
        os.replace(half, file)
    except BaseException:
        half.unlink(missing_ok=True)
        raise
    _sync_folder(file.parent)


def png_size(png: bytes) -> tuple[int, int]:
    """Width and height of one whole PNG; raises BadImage for anything else."""
    try:
        with Image.open(io.BytesIO(png), formats=("PNG",)) as image:
            image.verify()
            return image.size
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadImage(f"{len(png)} bytes that are no whole PNG ({error}); save the image as PNG first") from error


def _temporary(file: Path) -> Path:
    return file.with_name(f".{file.name}.{os.getpid()}-{secrets.token_hex(4)}.tmp")


def _write_whole(file: Path, content: bytes) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_folder(folder: Path) -> None:
    """Make a new name in a folder outlive a power cut; Windows cannot open folders, and needs not."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _is_older(file: Path, before: float) -> bool:
    try:
        return file.stat().st_mtime <= before
    except FileNotFoundError:
        return False


def _remove_if_older(file: Path, before: float) -> bool:
    if not _is_older(file, before):
        return False
    file.unlink(missing_ok=True)
    return True


def _unusable(folder: Path, error: OSError) -> StoreUnusable:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StoreFull(f"the disk of {folder} is full; nothing was saved. Delete something, and try again")
    return DataFolderUnusable(
        f"{folder} cannot be written or read ({error.strerror}); name a data folder that you may write to and that "
        "has free space"
    )
