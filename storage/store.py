"""Everything that Tuwen keeps, in verbs: conversations, turns, pictures, descriptions, ratings."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage import checks, exporting, queries, reading, writing
from storage.database import BUSY_SECONDS, Database
from storage.errors import BadRating, ImagesOfAnother
from storage.images import ImageFiles, KeptImage
from storage.migrate import migrate
from storage.places import absolute, database_address, default_data_dir, default_database_url
from storage.queries import find
from storage.rating import KEEP, Keep, Opinion, settle
from storage.records import (
    Conversation,
    ConversationSummary,
    Export,
    Json,
    NewDescription,
    NewPicture,
    NewUpload,
    Rating,
    SavedDescription,
    SavedPicture,
    SavedUpload,
    Stats,
    Turn,
)
from storage.tables import (
    MAX_TITLE,
    ConversationRow,
    DescriptionRow,
    IdentityRow,
    PictureRow,
    TurnRow,
    UploadRow,
)

SWEEP_AGE = 3600.0  # seconds after which an image without a row is litter


class Store:
    """One database and one folder of images. Threads may share it; close it when done, or use `with`.

    Every verb may raise StoreUnusable (one of DataFolderUnusable, DatabaseUnusable, DatabaseLocked,
    DatabaseCorrupted); what else one raises stands with it.
    """

    def __init__(self, database: Database, images: ImageFiles) -> None:
        self._database = database
        self._images = images

    @staticmethod
    def open(
        database_url: str | None = None,
        data_dir: Path | str | None = None,
        *,
        busy_seconds: float = BUSY_SECONDS,
        create: bool = True,
    ) -> "Store":
        """Open the store, make what is missing, and bring an older database to this version.

        A relative SQLite file lies in the data folder. Raises BadPath, BadDatabaseUrl, DatabaseTooNew, and
        DatabaseMissing where `create` is False and there is nothing yet.
        """
        folder = default_data_dir() if data_dir is None else absolute(Path(data_dir))
        url = database_address(database_url, folder) if database_url else default_database_url(folder)
        database = Database(url, busy_seconds=busy_seconds, create=create)
        try:
            images = ImageFiles(folder / "images")
            migrate(database)
            store = Store(database, images)
            images.claim(store._identity())
        except BaseException:
            database.close()
            raise
        return store

    def try_writing(self) -> None:
        """Write to the database and to every folder of images once, so that what is not writable is told now."""
        self._images.try_writing()
        self._database.try_writing()

    def close(self) -> None:
        """Close every connection."""
        self._database.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start_conversation(self, language: str, title: str = "") -> Conversation:
        """An empty conversation in en or zh; without a title, its first message becomes the title. Raises BadText."""
        row = writing.conversation(language, title)
        with self._database.write() as session:
            session.add(row)
            session.flush()
            return reading.conversation(row)

    def conversations(self) -> tuple[ConversationSummary, ...]:
        """All conversations, the newest first."""
        with self._database.read() as session:
            return tuple(reading.summary(*row) for row in queries.conversations(session))

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
        with self._database.write() as session:
            conversation = find(session, ConversationRow, id)
            images = queries.images(session, id)
            session.delete(conversation)
        self._remove_unreferenced(images, older_than=0.0)

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
    ) -> Turn:
        """Keep one message with everything that came with it: all of it, or after an error nothing.

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
        images = {new.png: self._images.keep(new.png) for new in (*pictures, *uploads)}
        row.pictures = [writing.picture(new, at, images[new.png]) for at, new in enumerate(pictures)]
        row.uploads = [writing.upload(new, images[new.png]) for new in uploads]
        with self._database.write() as session:
            self._add_turn(session, conversation, row)
            self._keep_again(images)
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
        with self._database.write() as session:
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

        `datasets` reads it as an imagefolder. It appears whole or not at all. Images that are gone or damaged are left
        out and listed. Raises ExportRefused where the folder holds something; `overwrite` replaces an earlier export.
        """
        with self._database.read() as session:
            examples = exporting.examples(session, rated_only=rated_only)
        return exporting.write(Path(folder), examples, self._images, overwrite=overwrite)

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
