"""What becomes of a rating when a person rates again."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import Enum
from typing import Any, Final

from sqlalchemy.orm import Session

from storage import checks
from storage.errors import BadRating
from storage.records import Mended
from storage.tables import DescriptionRow, PictureRow, RatingRow
from storage.writing import now


class Keep(Enum):
    """The type of `KEEP`."""

    OLD = "leave it as it was"


KEEP: Final = Keep.OLD
DOWN = -1


@dataclass(frozen=True)
class Opinion:
    """What a person says now; KEEP leaves the old value, None (or an empty tuple) takes it back.

    thumb is -1, 0 or 1; stars 1 to 5; comment and caption (the caption as it should have been, descriptions only) up to
    2,000 characters. `best` says that of the pictures of its answer this one is the best, and that no other is.
    Reasons, of tables.REASONS, say what is wrong, and go with the thumb down. `mended` are the facts of a description
    as they should have been.
    """

    thumb: int | Keep | None = KEEP
    stars: int | Keep | None = KEEP
    comment: str | Keep | None = KEEP
    caption: str | Keep | None = KEEP
    best: bool | Keep | None = KEEP
    reasons: Iterable[str] | Keep = KEEP
    mended: Iterable[Mended] | Keep = KEEP

    def __post_init__(self) -> None:
        for name in ("reasons", "mended"):
            if not isinstance(said := getattr(self, name), Keep):
                object.__setattr__(self, name, tuple(said))

    def checked(self, *, of_picture: bool) -> "Opinion":
        """The same with blank words as None; raises BadRating for anything that the store does not take."""
        if of_picture and self.caption not in (KEEP, None):
            raise BadRating("a corrected caption for a picture; correct its description, or write a comment")
        if of_picture and self.mended not in (KEEP, ()):
            raise BadRating("corrected facts for a picture; correct those of its description")
        if not of_picture and self.best not in (KEEP, None):
            raise BadRating("a description as the best one; only of several pictures one is the best")
        return Opinion(
            self.thumb if isinstance(self.thumb, Keep) else checks.thumb(self.thumb),
            self.stars if isinstance(self.stars, Keep) else checks.stars(self.stars),
            self.comment if isinstance(self.comment, Keep) else checks.words("comment", self.comment),
            self.caption if isinstance(self.caption, Keep) else checks.words("corrected caption", self.caption),
            self.best if isinstance(self.best, Keep) else checks.best(self.best),
            self.reasons if isinstance(self.reasons, Keep) else checks.reasons(self.reasons),
            self.mended if isinstance(self.mended, Keep) else checks.mended(self.mended),
        )

    @property
    def forgets(self) -> bool:
        """Whether words of before may go."""
        return self.comment is not KEEP or self.caption is not KEEP

    def changes(self, row: RatingRow | None) -> dict[str, Any]:
        """The values as they will be. Reasons go with the thumb down; BadRating where they come without it."""
        values: dict[str, Any] = {}
        for name in ("thumb", "stars", "comment", "caption", "best"):
            said = getattr(self, name)
            values[name] = getattr(row, name, None) if said is KEEP else said
        for name in ("reasons", "mended"):
            said = getattr(self, name)
            values[name] = getattr(row, name, None) if said is KEEP else _plain(said) or None
        if values["thumb"] != DOWN:
            if self.reasons not in (KEEP, ()):
                raise BadRating("reasons without a thumb down; give thumb -1 with them")
            values["reasons"] = None
        return values


def _plain(said: tuple[Any, ...]) -> list[Any]:
    return [asdict(each) if isinstance(each, Mended) else each for each in said]


def settle(session: Session, target: PictureRow | DescriptionRow, opinion: Opinion) -> RatingRow | None:
    """Make, change or delete the rating of one thing; None when nothing is left of it."""
    values = opinion.changes(target.rating)
    if all(value is None for value in values.values()):
        if target.rating is not None:
            session.delete(target.rating)
        return None
    moment = now()
    if target.rating is None:
        target.rating = RatingRow(created=moment, updated=moment, **values)
    elif any(getattr(target.rating, name) != value for name, value in values.items()):
        for name, value in {**values, "updated": moment}.items():
            setattr(target.rating, name, value)
    if opinion.best is True and isinstance(target, PictureRow):
        _only_best(session, target)
    session.flush()
    return target.rating


def _only_best(session: Session, best: PictureRow) -> None:
    """Of the pictures of one answer one is the best."""
    for other in best.turn.pictures:
        if other is not best and other.rating is not None and other.rating.best:
            settle(session, other, Opinion(best=None))
