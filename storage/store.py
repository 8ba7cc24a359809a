"""Everything that Tuwen keeps, in verbs: conversations, turns, pictures, descriptions, ratings."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import backup, checking, checks, exporting, forgetting, importing, queries, reading, writing
from storage.backup import Backups
from storage.database import BUSY_SECONDS, CHECKPOINT_SECONDS, Database, sqlite_path
from storage.errors import (
    BackupDamaged,
    BackupRefused,
    BadRating,
    DatabaseCorrupted,
    ImagesOfAnother,
    ImportRefused,
    StoreFull,
)
from storage.images import ImageFiles, KeptImage
from storage.migrate import is_empty, migrate
from storage.places import absolute, database_address, default_data_dir, default_database_url
from storage.queries import find
from storage.rating import KEEP, Keep, Opinion, settle
from storage.records import (
    Backup,
    Checked,
    Conversation,
    ConversationSummary,
    Export,
    Imported,
    Json,
    NewDescription,
    NewPicture,
    NewUpload,
    Rating,
    Restored,
    SavedDescription,
    SavedPicture,
    SavedUpload,
    Stats,
    Turn,
)
from storage.room import Reserve, Room
from storage.tables import (
    MAX_OWNER,
    MAX_TITLE,
    ConversationRow,
    DescriptionRow,
    IdentityRow,
    PictureRow,
    TurnRow,
    UploadRow,
    WaitingRow,
)

SWEEP_AGE = 3600.0  # seconds after which an image without a row is litter
FORGOTTEN_AT_ONCE = 50  # conversations in one writer's turn

log = logging.getLogger(__name__)


class Store:
    """One database and one folder of images. Threads may share it; close it when done, or use `with`.

    Every verb may raise StoreUnusable (one of DataFolderUnusable, DatabaseUnusable, DatabaseLocked, StoreFull,
    DatabaseCorrupted); what else one raises stands with it.
    """

    def __init__(self, database: Database, images: ImageFiles) -> None:
        self._database = database
        self._images = images
        self._room = Room(images.folder, lambda: sum(images.sizes()))
        beside = database.file.parent if database.is_sqlite else images.folder.parent
        self._reserve = Reserve(beside / "reserve")

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

    def start_conversation(self, language: str, title: str = "", *, owner: str | None = None) -> Conversation:
        """An empty conversation in en or zh; without a title, its first message becomes the title.

        The owner is any mark by which somebody's own are found again. Raises BadText.
        """
        row = writing.conversation(language, title)
        row.owner = None if owner is None else checks.text("owner", owner, longest=MAX_OWNER, shortest=1)
        with self._database.write() as session:
            session.add(row)
            session.flush()
            return reading.conversation(row)

    def conversations(
        self,
        *,
        most: int | None = None,
        before: int | None = None,
        owner: str | None = None,
        begun: bool = False,
    ) -> tuple[ConversationSummary, ...]:
        """The newest conversations first, in one query: at most so many, beginning `before` one of them.

        Those of one owner or of all; with `begun` only those in which something was said.
        """
        with self._database.read() as session:
            found = queries.conversations(session, most=most, before=before, owner=owner, begun=begun)
            return tuple(reading.summary(*row) for row in found)

    def conversation_titled(self, title: str, *, owner: str | None = None) -> ConversationSummary | None:
        """The newest conversation of a title that somebody began, by default nobody; uncounted."""
        with self._database.read() as session:
            row = queries.titled(session, title, owner)
            return None if row is None else reading.summary(row, 0, 0, 0)

    def is_owned(self, id: int, owner: str) -> bool:
        """Whether somebody began a conversation; nobody did where there is none."""
        with self._database.read() as session:
            row = session.get(ConversationRow, id) if 0 < id < queries.ID_LIMIT else None
            return row is not None and row.owner == owner

    def adopt(self, ids: Iterable[int], owner: str) -> int:
        """Give conversations of before, which nobody owns, an owner; returns how many that were."""
        checks.text("owner", owner, longest=MAX_OWNER, shortest=1)
        with self._database.write() as session:
            found = [session.get(ConversationRow, id) for id in ids if 0 < id < queries.ID_LIMIT]
            free = [row for row in found if row is not None and row.owner is None]
            for row in free:
                row.owner = owner
            return len(free)

    def conversation(self, id: int) -> Conversation:
        """One conversation with everything in it; raises UnknownId."""
        with self._database.read() as session:
            return reading.conversation(find(session, ConversationRow, id, *queries.whole_conversation()))

    def rename_conversation(self, id: int, title: str) -> None:
        """Give a conversation another title; raises UnknownId and BadText."""
        checks.text("title", title, longest=MAX_TITLE)
        with self._database.write() as session:
            find(session, ConversationRow, id).title = title

    def delete_conversation(self, id: int) -> None:
        """Delete a conversation, its pictures and its ratings, and the image files that nothing else uses.

        Raises UnknownId.
        """
        with self._database.read() as session:
            find(session, ConversationRow, id)
        self._forget([id])

    def delete_picture(self, id: int) -> None:
        """Delete one picture with its rating, and with the last of an answer what was asked; raises UnknownId."""
        self._forget_one(forgetting.picture, id)

    def delete_description(self, id: int) -> None:
        """Delete one description with its rating and the image that was sent for it; raises UnknownId."""
        self._forget_one(forgetting.description, id)

    def delete_all(self) -> int:
        """Delete every conversation; returns how many that were."""
        with self._database.read() as session:
            ids = queries.owned(session, None)
        return self._forget(ids)

    def delete_owned(self, owner: str) -> int:
        """Delete everything of one owner in one step; returns how many conversations that were."""
        with self._database.read() as session:
            ids = queries.owned(session, owner)
        return self._forget(ids)

    def delete_quiet(self, days: float) -> int:
        """Delete conversations in which nothing was said for so many days; returns how many that were."""
        with self._database.read() as session:
            ids = queries.quiet_since(session, writing.now() - timedelta(days=days))
        return self._forget(ids)

    def record_turn(
        self,
        conversation: int,
        role: str,
        text: str,
        *,
        kind: str = "chat",
        language: str | None = None,
        payload: Json | None = None,
        pictures: Sequence[NewPicture] = (),
        uploads: Sequence[NewUpload] = (),
        descriptions: Sequence[NewDescription] = (),
        asks: Json | None = None,
        answers: int | None = None,
    ) -> Turn:
        """Keep one message with everything that came with it: all of it, or after an error nothing.

        A message that `asks` for something waits until a turn `answers` it by its number; only the first one does, for
        others there is UnknownId.

        The image files are safely written first, then all rows in one transaction; when this returns, it is kept.
        Without a language it has the conversation's. The first picture is the one that edits begin from.
        Raises UnknownId, BadText and BadImage.
        """
        row = writing.turn(role, text, kind, payload or {}, language)
        row.descriptions = [writing.description(new) for new in descriptions]
        for picture in pictures:
            writing.check_picture(picture)
        for upload in uploads:
            writing.check_upload(upload)
        row.waiting = writing.waiting(asks)
        images = {new.png: self._images.keep(new.png) for new in (*pictures, *uploads)}
        row.pictures = [writing.picture(new, at, images[new.png]) for at, new in enumerate(pictures)]
        row.uploads = [writing.upload(new, images[new.png]) for new in uploads]
        with self._database.write() as session:
            if answers is not None:
                session.delete(find(session, WaitingRow, answers))
            self._add_turn(session, conversation, row)
            self._keep_again(images)
            return reading.turn(row)

    def say_again(self, turn: int) -> Turn:
        """A message that waits for its answer, as the last of its conversation; it gets another number.

        Raises UnknownId where it does not wait (any more).
        """
        with self._database.write() as session:
            asks = find(session, WaitingRow, turn).asks
            old = find(session, TurnRow, turn)
            row = writing.turn(old.role, old.text, old.kind, old.payload, old.language)
            row.waiting = writing.waiting(asks)
            self._add_turn(session, old.conversation_id, row)
            row.uploads = list(old.uploads)
            session.flush()
            session.delete(old)
            session.flush()
            return reading.turn(row)

    def rate(
        self,
        *,
        picture: int | None = None,
        description: int | None = None,
        thumb: int | Keep | None = KEEP,
        stars: int | Keep | None = KEEP,
        comment: str | Keep | None = KEEP,
        caption: str | Keep | None = KEEP,
    ) -> Rating | None:
        """Rate one picture or one description; rating again changes what is given and leaves the rest.

        thumb is -1, 0 or 1; stars 1 to 5; comment and caption (the caption as it should have been, descriptions only)
        up to 2,000 characters. None takes a value back; when nothing is left, the rating is gone and None returned.
        Raises UnknownId and BadRating.
        """
        if (picture is None) == (description is None):
            raise BadRating(f"a rating of picture {picture} and description {description}; give exactly one of the two")
        opinion = Opinion(thumb, stars, comment, caption).checked(of_picture=picture is not None)
        with self._database.write(forgets=comment is not KEEP or caption is not KEEP) as session:
            if picture is not None:
                target = find(session, PictureRow, picture)
            else:
                target = find(session, DescriptionRow, description)
            return reading.rating(settle(session, target, opinion))

    def picture(self, id: int) -> SavedPicture:
        """One picture with its plan and its rating; raises UnknownId."""
        with self._database.read() as session:
            return reading.picture(find(session, PictureRow, id))

    def upload(self, id: int) -> SavedUpload:
        """One image that the user gave; raises UnknownId."""
        with self._database.read() as session:
            return reading.upload(find(session, UploadRow, id))

    def description(self, id: int) -> SavedDescription:
        """One description with its rating; raises UnknownId."""
        with self._database.read() as session:
            return reading.description(find(session, DescriptionRow, id))

    def last_picture(self, conversation: int) -> SavedPicture | None:
        """The first picture of the last turn that drew; None where nothing was drawn yet. Raises UnknownId."""
        with self._database.read() as session:
            row = queries.last_picture(session, conversation)
            return None if row is None else reading.picture(row)

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

    def export(self, folder: Path | str, *, rated_only: bool = False, overwrite: bool = False) -> Export:
        """Write every picture and description into a frozen folder: PNG files, metadata.jsonl, README.md.

        `datasets` reads it as an imagefolder; pairs.jsonl says which of two candidates somebody preferred. It appears
        whole or not at all. Images that are gone or damaged are left out and listed. Raises ExportRefused where the
        folder holds something; `overwrite` replaces an earlier export.
        """
        with self._database.read() as session:
            frozen = exporting.frozen(session, rated_only=rated_only)
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

    def sweep(self, older_than: float = SWEEP_AGE) -> int:
        """Delete image files that no row names and that were written so many seconds ago; returns how many.

        They are left where a program died between writing a file and its row. Raises ImagesOfAnother where the folder
        belongs to another database.
        """
        if self._images.claim(self._identity()) != self._identity():
            raise ImagesOfAnother(
                f"{self._images.folder} belongs to another database, so nothing was deleted; name the data folder of "
                "this one, or delete database.txt in it if the other database is gone for good"
            )
        return self._remove_unreferenced(set(self._images.older_than(older_than)), older_than=older_than)

    def _forget(self, ids: Sequence[int]) -> int:
        """Delete conversations with all that hangs on them, and then the images that nothing else uses.

        Where the disk is full the reserve gives way.
        """
        try:
            deleted = self._forget_now(ids)
        except StoreFull:
            with self._reserve.given_way():
                deleted = self._forget_now(ids)
        self._room.measure_again()
        return deleted

    def _forget_now(self, ids: Sequence[int]) -> int:
        images: set[str] = set()
        deleted = 0
        for start in range(0, len(ids), FORGOTTEN_AT_ONCE):
            with self._database.write(forgets=True) as session:
                for id in ids[start : start + FORGOTTEN_AT_ONCE]:
                    if (row := session.get(ConversationRow, id)) is not None:
                        images |= queries.images(session, id)
                        session.delete(row)
                        deleted += 1
        self._remove_unreferenced(images, older_than=0.0)
        return deleted

    def _forget_one(self, forget: Callable[[Session, int], set[str]], id: int) -> None:
        """Delete one part of a conversation; where the disk is full the reserve gives way."""
        try:
            self._forget_one_now(forget, id)
        except StoreFull:
            with self._reserve.given_way():
                self._forget_one_now(forget, id)
        self._room.measure_again()

    def _forget_one_now(self, forget: Callable[[Session, int], set[str]], id: int) -> None:
        with self._database.write(forgets=True) as session:
            images = forget(session, id)
        self._remove_unreferenced(images, older_than=0.0)

    def _identity(self) -> str:
        with self._database.read() as session:
            return session.scalars(select(IdentityRow.name)).one()

    def _add_turn(self, session: Session, conversation: int, row: TurnRow) -> None:
        parent = find(session, ConversationRow, conversation)
        for new in row.descriptions:
            queries.check_described(session, new, conversation)
        row.conversation_id = parent.id
        row.language = row.language or parent.language
        if not parent.title and row.role == "user":
            parent.title = writing.title_from(row.text)
        session.add(row)
        session.flush()

    def _keep_again(self, images: dict[bytes, KeptImage]) -> None:
        """Between a file and its row, another writer may have swept it away; none can while we write."""
        for png, kept in images.items():
            if not self._images.has(kept.hash):
                self._images.keep(png)

    def _remove_unreferenced(self, images: set[str], *, older_than: float) -> int:
        """Writers come one at a time, so no row can begin to name a file while we look."""
        if not images:
            return 0
        with self._database.write() as session:
            litter = images - queries.images(session)
            return sum(self._images.remove(image, older_than=older_than) for image in litter)


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
