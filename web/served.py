"""A server's own folder for what browsers send and fetch: gone when it stops, or at the next start if it was killed."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

OURS = "server-"  # how these folders begin; whatever else lies beside them is not touched
LOCK = ".lock"  # held as long as its server lives


@contextmanager
def served_folder(among: Path) -> Iterator[Path]:
    """A new folder in another that only its owner reads, while the block runs; those of dead servers are deleted."""
    among.mkdir(parents=True, exist_ok=True)
    among.chmod(0o700)
    for lock in among.glob(f"{OURS}*/{LOCK}"):
        _remove_if_dead(lock)
    folder = Path(tempfile.mkdtemp(dir=among, prefix=OURS))
    with FileLock(folder / LOCK):
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _remove_if_dead(lock: Path) -> None:
    try:
        with FileLock(lock, blocking=False):
            shutil.rmtree(lock.parent, ignore_errors=True)
    except (Timeout, OSError):  # it lives, or another start was faster
        return
