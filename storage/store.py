"""Everything that Tuwen keeps, in verbs: conversations, turns, pictures, descriptions, ratings."""

import logging
from dataclasses import replace
from pathlib import Path

from storage import backup, checking, exporting, importing, queries
from storage.backup import Backups
from storage.database import BUSY_SECONDS, CHECKPOINT_SECONDS, Database, sqlite_path
from storage.erasing import SWEEP_AGE, Erasing
from storage.errors import BackupDamaged, BackupRefused, DatabaseCorrupted, ImportRefused
from storage.images import ImageFiles
from storage.migrate import is_empty, migrate
from storage.opinions import Opinions
from storage.places import absolute, database_address, default_data_dir, default_database_url
from storage.records import Backup, Checked, Export, Imported, Restored, Stats
from storage.talks import Talks

log = logging.getLogger(__name__)


class Store(Talks, Opinions, Erasing):
    """One database and one folder of images. Threads may share it; close it when done, or use `with`.

    Every verb may raise StoreUnusable (one of DataFolderUnusable, DatabaseUnusable, DatabaseLocked, StoreFull,
    DatabaseCorrupted); what else one raises stands with it.
    """

    @staticmethod
    def open(
        database_url: str | None = None,
        data_dir: Path | str | None = None,
        *,
        busy_seconds: float = BUSY_SECONDS,
        create: bool = True,
        writes: bool = True,
    ) -> "Store":
        """Open the store, make what is missing, and bring an older database to this version.

        A relative SQLite file lies in the data folder. Without `writes` it can only be read: nothing is made and nobody
        who writes is waited for. Raises BadPath, BadDatabaseUrl, DatabaseTooNew, DatabaseTooOld where one that is only
        read would have to be migrated, and DatabaseMissing where `create` is False and there is nothing yet.
        """
        url, folder = _places(database_url, data_dir)
        database = Database(url, busy_seconds=busy_seconds, create=create, writes=writes)
        try:
            images = ImageFiles(folder / "images", writes=writes)
            _refuse_emptied(database, images)
            migrate(database)
            store = Store(database, images)
            if writes:
                images.claim(store._identity())
        except BaseException:
            database.close()
            raise
        return store

    @staticmethod
    def restore(
        file: Path | str,
        database_url: str | None = None,
        data_dir: Path | str | None = None,
        *,
        overwrite: bool = False,
    ) -> Restored:
        """Bring a backup back to where `open` finds it; with `overwrite` what is there is moved aside.

        Nothing is changed unless the whole backup is in order. Raises BackupDamaged, BackupRefused where something is
        there or the database is none of SQLite's, DatabaseLocked where it is in use, and DatabaseTooNew.
        """
        url, folder = _places(database_url, data_dir)
        if (into := sqlite_path(url)) is None:
            raise BackupRefused("a backup is brought back to SQLite only; for PostgreSQL use its own pg_restore")
        return backup.restore(Path(file), into, folder, overwrite=overwrite)

    @staticmethod
    def begin_from(
        backups: Backups, database_url: str | None = None, data_dir: Path | str | None = None
    ) -> Restored | None:
        """Where there is no database yet, bring back the newest backup that is whole; None where there is either.

        Raises BackupRefused where other files are in the way, DatabaseTooNew, DataFolderUnusable.
        """
        url, folder = _places(database_url, data_dir)
        if (into := sqlite_path(url)) is None or into.exists():
            return None
        for file in reversed(backups.files()):
            try:
                return backup.restore(file, into, folder)
            except BackupDamaged:
                log.exception("a backup is damaged; the one before it is tried")
        return None

    def try_writing(self) -> None:
        """Write to the database and to every folder of images once, so that what is not writable is told now."""
        self._images.try_writing()
        self._database.try_writing()

    def hold_reserve(self) -> None:
        """Keep some room on the disk, which deleting gives way to where there is none left."""
        self._reserve.take()

    def check_room(self, *, most: int | None = None, least_free: int = 0) -> None:
        """Raises StoreFull where images take more than `most` bytes, or the disk has fewer than `least_free` left."""
        self._room.check(most=most, least_free=least_free)

    def close(self) -> None:
        """Wait for who writes, bring all of it into the database's own file, and close every connection."""
        self._database.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def has_image(self, hash: str) -> bool:
        """Whether the file of an image is there; raises BadImage for what is no hash."""
        return self._images.has(hash)

    def image_path(self, hash: str) -> Path:
        """Where an image lies, its bytes checked; raises BadImage, ImageMissing and ImageCorrupted."""
        return self._images.path(hash)

    def image_bytes(self, hash: str) -> bytes:
        """The PNG bytes of an image, checked; raises BadImage, ImageMissing and ImageCorrupted."""
        return self._images.read(hash)

    def stats(self) -> Stats:
        """How much there is."""
        with self._database.read() as session:
            counts = queries.counts(session)
        sizes = list(self._images.sizes())
        return Stats(**counts, image_files=len(sizes), image_bytes=sum(sizes))

    def export(
        self, folder: Path | str, *, rated_only: bool = False, overwrite: bool = False, shared: bool = False
    ) -> Export:
        """Write what may be learnt from into a frozen folder: pictures and descriptions, metadata.jsonl, README.md.

        Left out is what is of people who do not let Tuwen learn; with `shared`, or where the store ever served
        strangers, of those who were not asked, too.

        `datasets` reads it as an imagefolder; pairs.jsonl says which of two candidates somebody preferred. It appears
        whole or not at all. Images that are gone or damaged are left out and listed. Raises ExportRefused where the
        folder holds something; `overwrite` replaces an earlier export.
        """
        with self._database.read() as session:
            frozen = exporting.frozen(session, rated_only=rated_only, shared=shared)
        return exporting.write(Path(folder), frozen, self._images, overwrite=overwrite)

    def import_export(self, folder: Path | str) -> Imported:
        """Take in what an export holds and the store does not, into a conversation of its own; all of it or nothing.

        Whatever was imported before adds nothing. What cannot be read is left out and listed. Raises ImportRefused.
        """
        folder = Path(folder)
        lines, skipped = importing.read(folder, self._images)
        with self._database.write() as session:
            for line in lines:
                if not self._images.has(line.image.hash):
                    raise ImportRefused(f"{line.value['file_name']} was swept away meanwhile; import once more")
            added = importing.add(session, lines, f"Import: {folder.resolve().name}")
        return replace(added, skipped=tuple(skipped))

    def back_up(self, file: Path | str, *, overwrite: bool = False) -> Backup:
        """Write database, images and secret into one archive, while others write, and read it back.

        Images that are gone or damaged are left out and listed. Raises BackupRefused where the file is there or the
        database is none of SQLite's.
        """
        return backup.write(self._database, self._images, Path(file), overwrite=overwrite)

    def back_up_if_due(self, backups: Backups) -> Backup | None:
        """A backup of a schedule, where the last one is too old."""
        return self.back_up_into(backups) if backups.is_due() else None

    def back_up_into(self, backups: Backups) -> Backup:
        """A backup of a schedule, whether it is due or not."""
        return backups.take(self._database, self._images)

    def check(self, *, mend: bool = True) -> Checked:
        """Look through everything, mend what can be mended without guessing, and say what cannot."""
        return checking.check(self._database, self._images, mend=mend, orphans_after=SWEEP_AGE)

    def settle(self) -> None:
        """Empty SQLite's log, so that what was deleted stands nowhere; only where nobody is in the way."""
        self._database.checkpoint(patience=CHECKPOINT_SECONDS)


def _places(database_url: str | None, data_dir: Path | str | None) -> tuple[str, Path]:
    """The address of the database and the data folder, from the root on; raises BadPath."""
    folder = default_data_dir() if data_dir is None else absolute(Path(data_dir))
    return database_address(database_url, folder) if database_url else default_database_url(folder), folder


def _refuse_emptied(database: Database, images: ImageFiles) -> None:
    """DatabaseCorrupted where a database without tables stands beside images: it was copied without its log."""
    if database.is_sqlite and not database.is_new and images.owner() is not None and is_empty(database):
        raise DatabaseCorrupted(
            f"{database.file} holds no tables, and {images.folder} the images of a database that did; it was copied "
            "without its -wal. Bring a backup back with `python -m storage restore`, or move both away and Tuwen "
            "starts new ones"
        )
