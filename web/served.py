"""A server's own folder for what browsers send and fetch: gone when it stops, or at the next start if it was killed."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

LOCK = ".lock"  # held as long as its server lives


@contextmanager
def served_folder(data_dir: Path) -> Iterator[Path]:
    """A new folder that only its owner reads, while the block runs; those of servers that died are deleted."""
    among = data_dir / "served"
    among.mkdir(parents=True, exist_ok=True)
    among.chmod(0o700)
    for left in among.iterdir():
        _remove_if_dead(left)
    folder = Path(tempfile.mkdtemp(dir=among))
    with FileLock(folder / LOCK):
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _remove_if_dead(folder: Path) -> None:
    try:
        with FileLock(folder / LOCK, blocking=False):
            shutil.rmtree(folder, ignore_errors=True)
    except (Timeout, OSError):  # it lives, or is none of our folders
        return
