"""Look through all that is kept: mend what can be mended without guessing, and say of the rest what a person can do."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import queries
from storage.database import Database
from storage.errors import ImageCorrupted, ImageMissing
from storage.images import ImageFiles
from storage.records import Checked
from storage.tables import IdentityRow, PictureRow
from world.plan import Plan

SECRET_BYTES = 32


def check(database: Database, images: ImageFiles, *, mend: bool, orphans_after: float) -> Checked:
    """Rows that point to nothing, indexes, plans, images without rows and rows without images, the secret, rights.

    Without `mend` nothing is changed, and what would be mended is told the same.
    """
    check = _Check(database, images, mend)
    if database.is_sqlite:
        check.integrity()
        check.foreign_keys()
    with database.read() as session:
        check.plans(session)
        check.rows_without_images(session)
        is_ours = check.owner(session)
    if is_ours:
        check.images_without_rows(orphans_after)
    check.secret(images.folder.parent / "secret")
    check.rights(images.folder.parent)
    return Checked(tuple(check.mended), tuple(check.left))


class _Check:
    def __init__(self, database: Database, images: ImageFiles, mend: bool):
        self.database = database
        self.images = images
        self.mend = mend
        self.mended: list[str] = []
        self.left: list[str] = []

    def integrity(self) -> None:
        """Indexes are made again from their tables; a damaged table is not."""
        if not (wrong := self._integrity()):
            return
        if self.mend:
            with self.database.write() as session:
                session.connection().exec_driver_sql("REINDEX")
        if left := self._integrity() if self.mend else [each for each in wrong if "index" not in each]:
            self.left.append(
                f"the database is damaged ({left[0]}; {len(left)} in all); bring a backup back with `python -m storage "
                "restore`"
            )
        if mended := len(wrong) - len(left):
            self.mended.append(f"{mended} entries of indexes did not fit their tables; the indexes are made again")

    def foreign_keys(self) -> None:
        """Rows that point to nothing can be shown nowhere: they go, and what hangs on them."""
        if broken := self._broken():
            tables = ", ".join(sorted({table for table, _ in broken}))
            self.mended.append(f"{len(broken)} rows of {tables} point to nothing; they are deleted")
        while self.mend and broken:
            with self.database.write(forgets=True) as session:
                for table, row in broken:
                    session.connection().exec_driver_sql(f'DELETE FROM "{table}" WHERE rowid = ?', (row,))
            broken = self._broken()

    def plans(self, session: Session) -> None:
        for id, plan in session.execute(select(PictureRow.id, PictureRow.plan).execution_options(yield_per=500)):
            try:
                Plan.from_json(plan)
            except (KeyError, TypeError, ValueError) as error:
                self.left.append(
                    f"the plan of picture {id} is damaged ({error}); delete its conversation, or bring a backup back"
                )

    def rows_without_images(self, session: Session) -> None:
        for name in sorted(queries.images(session)):
            try:
                self.images.read(name)
            except (ImageMissing, ImageCorrupted) as error:
                self.left.append(str(error))

    def owner(self, session: Session) -> bool:
        """Whether the image folder is this database's, so that what it does not name is litter."""
        ours, owner = session.scalars(select(IdentityRow.name)).one(), self.images.owner()
        if owner in (ours, None):
            return True
        self.left.append(
            f"{self.images.folder} belongs to another database, so nothing in it was looked for; name the data folder "
            "of this one, or delete database.txt in it if the other database is gone for good"
        )
        return False

    def images_without_rows(self, age: float) -> None:
        """They are left where a program died between a file and its row; what is young may still get its row."""
        old = self.images.older_than(age, sweep=self.mend)
        with self.database.read() as session:
            litter = set(old) - queries.images(session)
        if not litter:
            return
        self.mended.append(f"{len(litter)} image files belong to nothing; they are deleted")
        if self.mend:
            with self.database.write() as session:
                for name in litter - queries.images(session):
                    self.images.remove(name, older_than=age)

    def secret(self, file: Path) -> None:
        if file.exists() and file.stat().st_size < SECRET_BYTES:
            self.left.append(f"{file} is damaged; bring a backup back, or delete it and open pages begin anew")

    def rights(self, folder: Path) -> None:
        """What is kept is for its owner alone."""
        wrong = [file for file in _kept(folder, self.database) if file.stat().st_mode & 0o077]
        for file in wrong if self.mend else ():
            with suppress(OSError):
                file.chmod(0o600)
        if wrong:
            self.mended.append(f"{len(wrong)} files could be read by other users; now only by their owner")

    def _integrity(self) -> list[str]:
        with self.database.read() as session:
            said = [row[0] for row in session.connection().exec_driver_sql("PRAGMA integrity_check")]
        return [] if said == ["ok"] else said

    def _broken(self) -> list[tuple[str, int]]:
        with self.database.read() as session:
            rows: list[Any] = list(session.connection().exec_driver_sql("PRAGMA foreign_key_check"))
        return list(dict.fromkeys((row[0], row[1]) for row in rows))


def _kept(folder: Path, database: Database) -> Iterator[Path]:
    files = [folder / "secret", *folder.glob("images/database.txt"), *folder.glob("images/??/*.png")]
    if database.is_sqlite:
        files.append(database.file)
    return (file for file in files if file.is_file())
