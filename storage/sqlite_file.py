"""The file of an SQLite database and the two that may lie beside it: begun whole, readable by its owner alone.

`tuwen.db-wal` holds what was written since the last checkpoint, `tuwen.db-shm` an index of it. After a stop neither is
there; after a kill both are, and they belong to that one state of the file.
"""

import os
import secrets
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from storage.errors import DatabaseCorrupted, DatabaseMissing, DataFolderUnusable

BESIDE = ("-wal", "-shm")


def prepare(file: Path, create: bool) -> bool:
    """Begin the file where it is missing, and say whether that was so; refuse one that is empty.

    Raises DatabaseMissing where it is not there and `create` is False, DatabaseCorrupted, DataFolderUnusable.
    """
    if not file.exists() and _is_filled(beside(file, "-wal")):
        raise DatabaseCorrupted(
            f"{file} is gone, and {file.name}-wal, which belongs to it, is still there; put the file back, or bring a "
            f"backup back with `python -m storage restore`, or delete {file.name}-wal and Tuwen starts a new one"
        )
    if not create and not file.exists():
        raise DatabaseMissing(f"there is no database at {file}; start Tuwen once, or name the right data folder")
    try:
        if not file.parent.is_dir():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.parent.chmod(0o700)
        if begun := not file.exists():
            _begin(file)
    except OSError as error:
        raise DataFolderUnusable(
            f"{file.parent} cannot be made or written ({error.strerror}); name a folder that you may write to"
        ) from error
    if file.is_file() and file.stat().st_size == 0:
        raise DatabaseCorrupted(
            f"{file} is empty (0 bytes), so what it held is lost; bring a backup back with `python -m storage restore`"
            ", or delete the file and Tuwen starts a new one"
        )
    make_private(file)
    return begun


def check_log(file: Path) -> None:
    """Raises DatabaseCorrupted where a log lies beside the file and the two do not fit together.

    That is how a copy ends which was put in place by hand over a database that had been killed. Nothing is written.
    """
    log = beside(file, "-wal")
    if not _is_filled(log):
        return
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            said = [row[0] for row in connection.execute("PRAGMA integrity_check(1)")]
        except sqlite3.OperationalError:  # held by another program: whoever uses it next says so
            return
        except sqlite3.DatabaseError as error:
            said = [str(error)]
    if said != ["ok"]:
        raise DatabaseCorrupted(
            f"{file} and {log.name} beside it do not fit together ({said[0]}); nothing was changed. If a copy was put "
            f"in place by hand, move {log.name} and {beside(file, '-shm').name} away first; "
            "`python -m storage restore` brings a backup back safely"
        )


def beside(file: Path, suffix: str) -> Path:
    """`tuwen.db-wal` or `tuwen.db-shm`."""
    return file.with_name(file.name + suffix)


def make_private(file: Path) -> None:
    """Let only the owner read the file and those beside it; where it is somebody else's, it stays as it is."""
    for each in (file, *(beside(file, suffix) for suffix in BESIDE)):
        with suppress(OSError):
            if each.is_file() and each.stat().st_mode & 0o077:
                each.chmod(0o600)


def _is_filled(file: Path) -> bool:
    return file.is_file() and file.stat().st_size > 0


def _begin(file: Path) -> None:
    """An empty database under its name as a whole, so that one of 0 bytes is never one that was just begun."""
    new = file.with_name(f".{file.name}.{os.getpid()}-{secrets.token_hex(4)}.new")
    try:
        os.close(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        with closing(sqlite3.connect(new)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
        with suppress(FileExistsError):  # another program began it in the meantime
            _name(new, file)
    finally:
        new.unlink(missing_ok=True)


def _name(new: Path, file: Path) -> None:
    try:
        os.link(new, file)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if not file.exists():
            new.rename(file)
