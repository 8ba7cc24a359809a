"""Deleting: conversations, pictures and descriptions, and then the images that nothing else uses."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from storage import forgetting, queries, writing
from storage.errors import ImagesOfAnother, StoreFull
from storage.held import Held
from storage.queries import find
from storage.tables import ConsentRow, ConversationRow

SWEEP_AGE = 3600.0  # seconds after which an image without a row is litter
FORGOTTEN_AT_ONCE = 50  # conversations in one writer's turn


class Erasing(Held):
    """The store's verbs by which something goes."""

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
        """Delete everything of one owner, and what they said to being learnt from; returns how many conversations."""
        with self._database.read() as session:
            ids = queries.owned(session, owner)
        deleted = self._forget(ids)
        with self._database.write() as session:
            session.execute(delete(ConsentRow).where(ConsentRow.owner == owner))
        return deleted

    def delete_quiet(self, days: float) -> int:
        """Delete conversations in which nothing was said for so many days; returns how many that were."""
        with self._database.read() as session:
            ids = queries.quiet_since(session, writing.now() - timedelta(days=days))
        return self._forget(ids)

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
