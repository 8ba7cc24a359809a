"""Where the data lies when nobody says otherwise, and what a written path means."""

import hashlib
import os
import tempfile
from pathlib import Path

import platformdirs
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import BadPath, DataFolderUnusable


def default_data_dir() -> Path:
    """What TUWEN_DATA_DIR names, or this system's folder for a user's data."""
    return absolute(Path(os.environ.get("TUWEN_DATA_DIR") or platformdirs.user_data_dir("tuwen")))


def default_database_url(data_dir: Path) -> str:
    """The SQLite file inside a data folder."""
    return f"sqlite:///{data_dir / 'tuwen.db'}"


def somewhere_temporary() -> None:
    """Where the system has no folder for temporary files that can be written, they lie in the data folder.

    Raises DataFolderUnusable.
    """
    try:
        tempfile.gettempdir()
    except FileNotFoundError:
        tempfile.tempdir = str(tried(default_data_dir() / "temporary", only_mine=True))


def default_temp_dir(data_dir: Path) -> Path:
    """A folder of this user's and this data folder's own among temporary files, whose path tells visitors nothing."""
    system = Path(tempfile.gettempdir())
    whose = f"{_user()} {data_dir}"
    return system / f"tuwen-{hashlib.sha256(whose.encode()).hexdigest()[:12]}"


def absolute(path: Path) -> Path:
    """The path from the root on, with ~ as the home folder; BadPath where there is no such home."""
    try:
        return path.expanduser().absolute()
    except RuntimeError:
        raise BadPath(f"{path} begins with a home folder that this system does not know; write it whole") from None


def database_address(url: str, data_dir: Path) -> str:
    """The address with SQLite's file from the root on; ~ is the home folder, a relative path is in the data folder."""
    try:
        parts = make_url(url)
    except ArgumentError:
        return url  # the database says what is wrong with it
    file = parts.database
    if parts.get_backend_name() != "sqlite" or not file or file.startswith((":memory:", "file:")):
        return url
    whole = absolute(Path(file) if file.startswith("~") else data_dir / file)
    return parts.set(database=str(whole)).render_as_string(hide_password=False)


def tried(folder: Path, *, only_mine: bool = False) -> Path:
    """The folder, made if it is missing and written to once; with `only_mine` nobody else may look into it.

    Raises DataFolderUnusable, also where it is somebody else's and was to be only mine.
    """
    try:
        folder.mkdir(mode=0o700 if only_mine else 0o777, parents=True, exist_ok=True)
        if only_mine:
            if folder.is_symlink() or folder.stat().st_uid != _user():
                raise DataFolderUnusable(f"{folder} is somebody else's; name another folder with TUWEN_TEMP_DIR")
            folder.chmod(0o700)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError as error:
        raise DataFolderUnusable(
            f"{folder} cannot be written ({error.strerror}); name one that you may write to and that has free space"
        ) from error


def _user() -> int:
    """The number of the user who runs this; systems without such numbers have one user for us."""
    return os.getuid() if hasattr(os, "getuid") else 0
