"""Room on the disk: when there is too little to keep more, and a reserve that lets one delete where there is none."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from storage.errors import StoreFull

RESERVE_BYTES = 16 * 2**20  # SQLite writes what it deletes to its log first
MEASURED_SECONDS = 60.0  # so long the images are not measured again
MB = 2**20


class Room:
    """What a folder may grow to. Threads may share it."""

    def __init__(self, folder: Path, used: Callable[[], int]) -> None:
        """`used` measures in bytes what counts against a quota."""
        self._folder = folder
        self._used = used
        self._measured: tuple[float, int] | None = None

    def check(self, *, most: int | None, least_free: int) -> None:
        """Raises StoreFull where more than `most` bytes are kept, or the disk has fewer than `least_free` left."""
        free = shutil.disk_usage(self._folder).free
        if free < least_free:
            raise StoreFull(f"{self._folder} has {free / MB:.0f} MB left; {least_free / MB:.0f} MB are kept free")
        if most is not None and (used := self._recent()) > most:
            raise StoreFull(f"{self._folder} holds {used / MB:.0f} MB of images; the quota is {most / MB:.0f} MB")

    def measure_again(self) -> None:
        """Something was deleted."""
        self._measured = None

    def _recent(self) -> int:
        now = time.monotonic()
        if self._measured is None or now - self._measured[0] > MEASURED_SECONDS:
            self._measured = now, self._used()
        return self._measured[1]


class Reserve:
    """A file that holds nothing but room. Where the disk is full it gives way, so that something can be deleted."""

    def __init__(self, file: Path, size: int = RESERVE_BYTES) -> None:
        self._file = file
        self._size = size

    def take(self) -> None:
        """Hold the room again, if there is enough."""
        if self._file.exists() and self._file.stat().st_size == self._size:
            return
        with suppress(OSError):
            try:
                with open(self._file, "wb", opener=_private) as file:
                    for _ in range(0, self._size, MB):
                        file.write(bytes(min(MB, self._size)))
                    file.flush()
                    os.fsync(file.fileno())
            except OSError:
                self._file.unlink(missing_ok=True)
                raise

    @contextmanager
    def given_way(self) -> Iterator[None]:
        """Meanwhile the room is free."""
        self._file.unlink(missing_ok=True)
        try:
            yield
        finally:
            self.take()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
