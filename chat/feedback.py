"""What people think of answers, and whether Tuwen may learn from it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from chat.learning import Learning, learning, learnt_on
from chat.message import visible
from chat.settings import Settings
from chat.texts import say
from chat.trouble import not_kept
from storage.errors import BadRating, StorageError, UnknownId
from storage.rating import Opinion
from storage.records import Rating
from storage.store import Store
from storage.tables import EVERYBODY

MAX_COMMENT = 2000  # characters of a comment or a corrected caption that the store takes


class NotKept(Exception):
    """The store could not take a message, its answer or a rating; the sentence is for the person who waits."""


class Feedback:
    """Ratings and consent, as the page and programs give them."""

    def __init__(self, store: Store, settings: Settings):
        self.store = store
        self.settings = settings

    def rate(
        self, opinion: Opinion, language: str, *, picture: int | None = None, description: int | None = None
    ) -> Rating | None:
        """What a person thinks of one picture or description. Raises NotKept.

        Words are kept as those of a message are: without what cannot be seen.
        """
        said = {"comment": opinion.comment, "caption": opinion.caption}
        written = {name: visible(words) for name, words in said.items() if isinstance(words, str)}
        try:
            return self.store.rate(replace(opinion, **written), picture=picture, description=description)
        except UnknownId:
            raise NotKept(say("rating_unknown", language)) from None
        except BadRating as error:
            too_long = any(len(words) > MAX_COMMENT for words in written.values())
            key = "rating_too_long" if too_long else "rating_bad"
            raise NotKept(say(key, language, limit=MAX_COMMENT)) from error
        except StorageError as error:
            raise NotKept(not_kept(error, language)) from error

    def consent(self, owner: str) -> bool | None:
        """Whether somebody lets Tuwen learn from what is theirs; None where they are still to be asked.

        On a machine that nobody shares it is one answer for all, and yes until somebody says no.
        """
        if self.settings.shared:
            return self.store.allows_learning(owner)
        return self.store.allows_learning() is not False

    def allow_learning(self, allowed: bool, owner: str, language: str) -> None:
        """Somebody lets Tuwen learn, or takes that back. Raises NotKept."""
        with self._clear_errors(language):
            self.store.allow_learning(allowed, owner=owner if self.settings.shared else EVERYBODY)

    def learnt_on(self, rating: Rating | None) -> datetime | None:
        """When something that is in use was learnt from what somebody corrected; None where nothing was."""
        if rating is None:
            return None
        said = {"recogniser": rating.mended, "captioner": rating.caption}
        moments = [
            moment
            for what, corrected in said.items()
            if corrected and (moment := learnt_on(self.settings.data_dir, what, rating.updated)) is not None
        ]
        return max(moments, default=None)

    def learning(self) -> Learning:
        """What became of ratings so far; raises StoreUnusable."""
        return learning(self.store, self.settings.data_dir)

    @contextmanager
    def _clear_errors(self, language: str) -> Iterator[None]:
        try:
            yield
        except UnknownId:
            raise
        except StorageError as error:
            raise NotKept(not_kept(error, language)) from error
