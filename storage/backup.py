"""Backups: the database, its images and the secret in one archive, taken while Tuwen runs and read back at once."""

import hashlib
import json
import os
import re
import secrets
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from storage import sqlite_file
from storage.database import Database
from storage.errors import (
    BackupDamaged,
    BackupRefused,
    DatabaseCorrupted,
    DatabaseLocked,
    DataFolderUnusable,
    ImageCorrupted,
    ImageMissing,
)
from storage.images import ImageFiles, put_whole
from storage.migrate import migrate
from storage.records import Backup, Restored

FORMAT = 1
MANIFEST, DATABASE, SECRET = "backup.json", "tuwen.db", "secret"
MEMBER = re.compile(rf"{re.escape(DATABASE)}|{SECRET}|images/[0-9a-f]{{2}}/[0-9a-f]{{64}}\.png")
TRIES = 5  # a conversation that is deleted while its images are copied makes a new moment necessary
SHARED_LOCK = 0x4000_0002, 510  # where SQLite's file format says that every open connection holds a lock


def write(database: Database, images: ImageFiles, file: Path, *, overwrite: bool = False) -> Backup:
    """Write an archive whole or not at all, and read it back; raises BackupRefused, DatabaseCorrupted."""
    if not database.is_sqlite:
        raise BackupRefused(
            f"{database.url.get_backend_name()} has its own backup: use pg_dump, and copy the folder "
            f"{images.folder} and the file {images.folder.parent / SECRET} after it"
        )
    if file.exists() and not (overwrite and file.is_file()):
        raise BackupRefused(f"{file} is there already, so nothing was written; name a new file, or ask to overwrite it")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=f".{file.name}.") as made:
            snapshot, archive = Path(made) / DATABASE, Path(made) / "archive.zip"
            missing = _of_one_moment(database, images, snapshot, archive)
            manifest = read_back(archive)
            os.replace(archive, file)
    except OSError as error:
        raise _unusable(file.parent, error) from error
    kept = sum(name.startswith("images/") for name in manifest["files"])
    return Backup(file, kept, file.stat().st_size, manifest["made"], tuple(missing))


def read_back(file: Path) -> dict[str, Any]:
    """What an archive says of itself, once every byte of it was checked; raises BackupDamaged."""
    with _opened(file) as archive:
        manifest = _manifest(file, archive)
        for name, expected in manifest["files"].items():
            with archive.open(name) as member:
                if hashlib.file_digest(member, "sha256").hexdigest() != expected:  # type: ignore[arg-type]
                    raise BackupDamaged(f"{name} in {file} is damaged; take another backup")
    return manifest


def restore(file: Path, database_file: Path, folder: Path, *, overwrite: bool = False) -> Restored:
    """Bring a backup back. With `overwrite`, what is there is moved aside, log and all, and nothing of it deleted.

    Nothing is changed before the whole backup was checked and brought to this version. Raises BackupDamaged,
    BackupRefused where a database is there, DatabaseLocked where it is used, DatabaseTooNew, DataFolderUnusable.
    """
    manifest = read_back(file)
    there = [each for each in _files_of(database_file) if each.exists()]
    if there and not overwrite:
        raise BackupRefused(
            f"{there[0]} is there already, so nothing was changed; ask to overwrite it, and it is moved aside"
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        database_file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=database_file.parent, prefix=".restore.") as made:
            fresh = Path(made) / DATABASE
            with _opened(file) as archive:
                fresh.write_bytes(archive.read(DATABASE))
                _bring_up(fresh)
                images = ImageFiles(folder / "images")
                for name in manifest["files"]:
                    if name.startswith("images/"):
                        images.keep(archive.read(name))
                secret = archive.read(SECRET) if SECRET in manifest["files"] else None
            aside = _put_in_place(fresh, database_file, folder, secret, there)
        images.claim(manifest["database"], anew=True)
    except OSError as error:
        raise _unusable(folder, error) from error
    return Restored(database_file, sum(name.startswith("images/") for name in manifest["files"]), aside)


def _of_one_moment(database: Database, images: ImageFiles, snapshot: Path, archive: Path) -> list[str]:
    """Pack a snapshot with all its images; returns the sentences about those that are gone or damaged for good."""
    missing: dict[str, str] = {}
    for _ in range(TRIES):
        snapshot.unlink(missing_ok=True)
        database.snapshot(snapshot)
        missing = _pack(snapshot, images, archive)
        with database.read() as session:
            driver: Any = session.connection().connection.driver_connection
            if missing.keys() <= _images_of(driver):
                break
    return list(missing.values())


def _pack(snapshot: Path, images: ImageFiles, archive: Path) -> dict[str, str]:
    archive.unlink(missing_ok=True)
    with closing(sqlite3.connect(snapshot)) as connection:
        if (said := connection.execute("PRAGMA integrity_check(1)").fetchone()[0]) != "ok":
            raise DatabaseCorrupted(f"the database is damaged ({said}), so no backup was written; see `check`")
        names = sorted(_images_of(connection))
        identity = connection.execute("SELECT name FROM identity").fetchone()[0]
    files, missing = {}, {}
    os.close(os.open(archive, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with zipfile.ZipFile(archive, "w") as packed:
        packed.write(snapshot, DATABASE, zipfile.ZIP_DEFLATED)
        files[DATABASE] = hashlib.sha256(snapshot.read_bytes()).hexdigest()
        for name in names:
            try:
                packed.writestr(member := f"images/{name[:2]}/{name}.png", images.read(name))
                files[member] = name
            except (ImageMissing, ImageCorrupted) as error:
                missing[name] = str(error)
        with suppress(FileNotFoundError):
            packed.writestr(SECRET, secret := (images.folder.parent / SECRET).read_bytes())
            files[SECRET] = hashlib.sha256(secret).hexdigest()
        made = datetime.now(UTC).isoformat(timespec="seconds")
        told = {"tuwen": FORMAT, "made": made, "database": identity, "files": files}
        packed.writestr(MANIFEST, json.dumps(told, indent=1), zipfile.ZIP_DEFLATED)
    with archive.open("rb") as written:
        os.fsync(written.fileno())
    return missing


def _images_of(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT image FROM picture UNION SELECT image FROM upload")}


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except FileNotFoundError:
        raise BackupRefused(f"there is no file {file}; name one that `python -m storage backup` wrote") from None
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, OSError) as error:
        raise BackupDamaged(f"{file} is no whole backup of Tuwen's ({error}); take another") from error


def _manifest(file: Path, archive: zipfile.ZipFile) -> dict[str, Any]:
    try:
        manifest = json.loads(archive.read(MANIFEST))
        files, known = manifest["files"], manifest["tuwen"]
        whole = DATABASE in files and all(MEMBER.fullmatch(name) for name in files) and bool(manifest["database"])
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BackupDamaged(f"{file} is no whole backup of Tuwen's ({error}); take another") from error
    if known != FORMAT or not whole:
        raise BackupDamaged(f"{file} is a backup of a kind that this Tuwen does not know; install a newer one")
    return manifest


def _bring_up(fresh: Path) -> None:
    """Migrate what was in the archive to this version, before it takes its place."""
    database = Database(f"sqlite:///{fresh}", create=False)
    try:
        migrate(database)
    finally:
        database.close()
    sqlite_file.make_private(fresh)


def _put_in_place(
    fresh: Path, database_file: Path, folder: Path, secret: bytes | None, there: list[Path]
) -> Path | None:
    """The database that is there goes first and its log after it: a log alone is refused, a wrong pair is not."""
    aside: Path | None = None
    if there:
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        aside = database_file.parent / f"before-restore-{moment}-{secrets.token_hex(2)}"
        aside.mkdir(mode=0o700)
        with _unused(database_file):
            for each in there:
                each.rename(aside / each.name)
    if secret is not None:
        if (folder / SECRET).exists() and (folder / SECRET).read_bytes() != secret:
            aside = aside or Path(tempfile.mkdtemp(dir=folder, prefix="before-restore-"))
            (folder / SECRET).replace(aside / SECRET)
        put_whole(folder / SECRET, secret)
    fresh.rename(database_file)
    return aside


@contextmanager
def _unused(database_file: Path) -> Iterator[None]:
    """Hold the lock that every connection shares; DatabaseLocked where one is open. Windows moves no open file."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    if not database_file.exists():
        yield
        return
    start, length = SHARED_LOCK
    with database_file.open("r+b") as held:
        try:
            fcntl.lockf(held, fcntl.LOCK_EX | fcntl.LOCK_NB, length, start)
        except OSError:
            raise DatabaseLocked(
                f"{database_file} is in use, so nothing was changed; stop Tuwen first, and try again"
            ) from None
        yield


def _files_of(database_file: Path) -> list[Path]:
    return [database_file, *(sqlite_file.beside(database_file, suffix) for suffix in sqlite_file.BESIDE)]


def _unusable(folder: Path, error: OSError) -> DataFolderUnusable:
    return DataFolderUnusable(
        f"{folder} cannot be written or read ({error.strerror or error}); name a folder that you may write to, with "
        "free space"
    )


@dataclass(frozen=True)
class Backups:
    """A folder of backups that are taken every so many hours, of which the last ones stay."""

    folder: Path
    hours: float
    most: int

    def is_due(self) -> bool:
        """Whether the last one is too old, or there is none."""
        files = self.files()
        age = datetime.now(UTC).timestamp() - files[-1].stat().st_mtime if files else float("inf")
        return age >= self.hours * 3600

    def take(self, database: Database, images: ImageFiles) -> Backup:
        """Take one, and delete those beyond the last few."""
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
        backup = write(database, images, self.folder / f"tuwen-{moment}.zip")
        for old in self.files()[: -self.most]:
            old.unlink(missing_ok=True)
        for left in self.folder.glob(".tuwen-*Z.zip.*"):  # of one that was killed
            if datetime.now(UTC).timestamp() - left.stat().st_mtime > 86_400:
                shutil.rmtree(left, ignore_errors=True)
        return backup

    def files(self) -> list[Path]:
        """Those that are there, the oldest first."""
        return sorted(self.folder.glob("tuwen-*Z.zip"))
