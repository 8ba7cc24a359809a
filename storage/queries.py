"""What the store asks the database, in SQL that SQLite and PostgreSQL both speak."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Select, case, exists, func, select, union
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.sql.base import ExecutableOption

from storage.errors import UnknownId
from storage.tables import (
    Base,
    ConversationRow,
    DescriptionRow,
    PictureRow,
    RatingRow,
    TurnRow,
    UploadRow,
)

ID_LIMIT = 2**31  # PostgreSQL's integers end here

Found = TypeVar("Found", bound=Base)


def find(session: Session, table: type[Found], id: int | None, *options: Any) -> Found:
    """The row of that number; raises UnknownId."""
    known = isinstance(id, int) and 0 < id < ID_LIMIT
    row = session.get(table, id, options=options) if known else None
    if row is None:
        raise UnknownId(f"there is no {table.__tablename__} {id!r}; it may have been deleted, so load the list again")
    return row


def whole_conversation() -> tuple[ExecutableOption, ...]:
    """Load everything of a conversation in a handful of statements."""
    turns = selectinload(ConversationRow.turns)
    return (
        turns.selectinload(TurnRow.pictures).selectinload(PictureRow.rating),
        turns.selectinload(TurnRow.uploads),
        turns.selectinload(TurnRow.waiting),
        turns.selectinload(TurnRow.descriptions).selectinload(DescriptionRow.rating),
    )


def conversations(
    session: Session, *, most: int | None, before: int | None, owner: str | None, begun: bool
) -> list[Row[ConversationRow, int, int, int]]:
    """Conversations with their number of turns, pictures and descriptions, the newest first.

    At most so many, and only these are counted; only those `before` a number; of one owner, or of all; those that were
    `begun` have a turn.
    """
    listed = select(ConversationRow, _count_of(TurnRow), _count_of(PictureRow), _count_of(DescriptionRow))
    if before is not None:
        listed = listed.where(ConversationRow.id < before)
    if owner is not None:
        listed = listed.where(ConversationRow.owner == owner)
    if begun:
        listed = listed.where(exists().where(TurnRow.conversation_id == ConversationRow.id))
    return list(session.execute(listed.order_by(ConversationRow.id.desc()).limit(most)).all())


def quiet_since(session: Session, moment: datetime) -> list[int]:
    """The conversations in which nothing was said since a moment, and which were begun before it."""
    said = exists().where(TurnRow.conversation_id == ConversationRow.id, TurnRow.created >= moment)
    quiet = select(ConversationRow.id).where(ConversationRow.created < moment, ~said)
    return list(session.scalars(quiet.order_by(ConversationRow.id)))


def owned(session: Session, owner: str | None) -> list[int]:
    """The conversations that somebody began, or with None all of them."""
    ids = select(ConversationRow.id)
    return list(session.scalars(ids if owner is None else ids.where(ConversationRow.owner == owner)))


def titled(session: Session, title: str, owner: str | None) -> ConversationRow | None:
    """The newest conversation of a title that somebody began, or with None nobody."""
    newest = select(ConversationRow).where(
        ConversationRow.title == title, ConversationRow.owner.is_not_distinct_from(owner)
    )
    return session.scalars(newest.order_by(ConversationRow.id.desc()).limit(1)).first()


def last_picture(session: Session, conversation: int) -> PictureRow | None:
    """The first picture of the last turn that drew."""
    find(session, ConversationRow, conversation)
    drawn = select(PictureRow).join(TurnRow).where(TurnRow.conversation_id == conversation)
    return session.scalars(drawn.order_by(TurnRow.id.desc(), PictureRow.position).limit(1)).first()


def check_described(session: Session, new: DescriptionRow, conversation: int) -> None:
    """What is described must stand in the same conversation; raises UnknownId."""
    table, id = (UploadRow, new.upload_id) if new.picture_id is None else (PictureRow, new.picture_id)
    there = find(session, table, id).turn.conversation_id
    if there != conversation:
        raise UnknownId(
            f"{table.__tablename__} {id} is in conversation {there}, not in {conversation}; give it to this one first"
        )


def images(session: Session, conversation: int | None = None) -> set[str]:
    """The hashes of all images that rows name, of one conversation or of all."""
    drawn, given = select(PictureRow.image), select(UploadRow.image)
    if conversation is not None:
        drawn = drawn.join(TurnRow).where(TurnRow.conversation_id == conversation)
        given = given.join(TurnRow).where(TurnRow.conversation_id == conversation)
    return set(session.scalars(union(drawn, given)))


def ratings_since(session: Session, moment: datetime | None, allowed: Callable[[str | None], bool]) -> int:
    """How many ratings were given or changed after a moment, or ever, by those whose ratings are allowed."""
    talk = func.coalesce(PictureRow.turn_id, DescriptionRow.turn_id)
    rated = (
        select(ConversationRow.owner, func.count())
        .select_from(RatingRow)
        .outerjoin(PictureRow, RatingRow.picture_id == PictureRow.id)
        .outerjoin(DescriptionRow, RatingRow.description_id == DescriptionRow.id)
        .join(TurnRow, TurnRow.id == talk)
        .join(ConversationRow, ConversationRow.id == TurnRow.conversation_id)
        .group_by(ConversationRow.owner)
    )
    if moment is not None:
        rated = rated.where(RatingRow.updated > moment)
    return sum(count for owner, count in session.execute(rated) if allowed(owner))


def counts(session: Session) -> dict[str, Any]:
    """How many rows there are of each kind, and what the ratings say together."""
    rated = session.execute(_ratings()).one()
    return {
        "conversations": _rows(session, ConversationRow),
        "turns": _rows(session, TurnRow),
        "pictures": _rows(session, PictureRow),
        "uploads": _rows(session, UploadRow),
        "descriptions": _rows(session, DescriptionRow),
        "ratings": rated.ratings,
        "thumbs_up": rated.thumbs_up,
        "thumbs_down": rated.thumbs_down,
        "mean_stars": None if rated.mean_stars is None else float(rated.mean_stars),
        "comments": rated.comments,
        "corrected_captions": rated.corrected_captions,
        "corrected_facts": rated.corrected_facts,
        "best": rated.best,
    }


def _count_of(table: type[TurnRow] | type[PictureRow] | type[DescriptionRow]) -> ColumnElement[int]:
    count = select(func.count(table.id))
    if table is not TurnRow:
        count = count.join(TurnRow)
    return count.where(TurnRow.conversation_id == ConversationRow.id).correlate(ConversationRow).scalar_subquery()


def _rows(session: Session, table: type[Base]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def _ratings() -> Select[*tuple[Any, ...]]:
    return select(
        func.count().label("ratings"),
        func.count(case((RatingRow.thumb == 1, 1))).label("thumbs_up"),
        func.count(case((RatingRow.thumb == -1, 1))).label("thumbs_down"),
        func.avg(RatingRow.stars).label("mean_stars"),
        func.count(RatingRow.comment).label("comments"),
        func.count(RatingRow.caption).label("corrected_captions"),
        func.count(RatingRow.mended).label("corrected_facts"),
        func.count(RatingRow.best).label("best"),
    )
