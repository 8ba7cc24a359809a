"""What becomes of a rating when a person rates again."""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from sqlalchemy.orm import Session

from storage import checks
from storage.errors import BadRating
from storage.tables import DescriptionRow, PictureRow, RatingRow
from storage.writing import now


class Keep(Enum):
    """The type of `KEEP`."""

    OLD = "leave it as it was"


KEEP: Final = Keep.OLD


@dataclass(frozen=True)
class Opinion:
    """What a person says now; KEEP leaves the old value, None takes it back."""

    thumb: int | Keep | None
    stars: int | Keep | None
    comment: str | Keep | None
    caption: str | Keep | None

    def checked(self, *, of_picture: bool) -> "Opinion":
        """The same with blank words as None; raises BadRating for anything that the store does not take."""
        if of_picture and self.caption not in (KEEP, None):
            raise BadRating("a corrected caption for a picture; correct its description, or write a comment")
        return Opinion(
            self.thumb if isinstance(self.thumb, Keep) else checks.thumb(self.thumb),
            self.stars if isinstance(self.stars, Keep) else checks.stars(self.stars),
            self.comment if isinstance(self.comment, Keep) else checks.words("comment", self.comment),
            self.caption if isinstance(self.caption, Keep) else checks.words("corrected caption", self.caption),
        )

    def changes(self, row: RatingRow | None) -> dict[str, int | str | None]:
        """The four values as they will be."""
        values = {}
        for name in ("thumb", "stars", "comment", "caption"):
            said = getattr(self, name)
            values[name] = getattr(row, name, None) if said is KEEP else said
        return values


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
    session.flush()
    return target.rating
