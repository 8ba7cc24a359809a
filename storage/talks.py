"""Conversations and their turns, as far as they are begun, continued and read."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from storage import checks, queries, reading, writing
from storage.held import Held
from storage.images import KeptImage
from storage.queries import find
from storage.records import (
    Conversation,
    ConversationSummary,
    Json,
    NewDescription,
    NewPicture,
    NewUpload,
    SavedDescription,
    SavedPicture,
    SavedUpload,
    Turn,
)
from storage.tables import (
    MAX_OWNER,
    MAX_TITLE,
    ConversationRow,
    DescriptionRow,
    PictureRow,
    TurnRow,
    UploadRow,
    WaitingRow,
)


class Talks(Held):
    """The store's verbs of conversations, turns, and the pictures and descriptions in them."""

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
