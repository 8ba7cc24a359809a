"""The tables. Rows never leave this folder: `reading.py` turns them into records."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    DateTime,
    Double,
    ForeignKey,
    Index,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

ROLES = ("user", "assistant")
LANGUAGES = ("en", "zh")
DESCRIPTION_KINDS = ("drawing", "photo")
MAX_COMMENT = 2000  # characters of a comment or of a corrected caption
MAX_TITLE = 200
MAX_KIND = 32
MAX_NAME = 255  # characters kept of an uploaded file's name
MAX_WEIGHTS = 200
MAX_OWNER = 64
REASONS = ("object", "colour", "count", "action", "place", "cut_off", "ugly")  # of a thumb down: what is wrong
MAX_MENDED = 64  # facts of one description that are corrected
EVERYBODY = ""  # whose consent it is on a machine that nobody shares


def one_of(column: str, choices: tuple[str, ...]) -> str:
    """The SQL of a check that a column holds one of a few words."""
    return f"{column} IN ({', '.join(repr(choice) for choice in choices)})"


class UtcTime(TypeDecorator[datetime]):
    """A moment, aware and in UTC on both sides; SQLite keeps no zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Constraints have names, so that migrations can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012
        str: Text,
        float: Double,
        datetime: UtcTime,
        dict[str, Any]: JSON,
        list[dict[str, Any]]: JSON,
    }


class IdentityRow(Base):
    """The one row that tells this database from every other; the image folder carries the same name."""

    __tablename__ = "identity"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(32))
    shared: Mapped[bool] = mapped_column(server_default=false())  # whether it ever served strangers


class ConsentRow(Base):
    """Whether what somebody rated, wrote and drew may be learnt from; who was not asked has none."""

    __tablename__ = "consent"

    owner: Mapped[str] = mapped_column(String(MAX_OWNER), primary_key=True)
    allowed: Mapped[bool]
    decided: Mapped[datetime]


class ConversationRow(Base):
    __tablename__ = "conversation"
    __table_args__ = (
        CheckConstraint(one_of("language", LANGUAGES), name="language"),
        Index(None, "owner", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(MAX_TITLE))
    language: Mapped[str] = mapped_column(String(2))
    created: Mapped[datetime]
    owner: Mapped[str | None] = mapped_column(String(MAX_OWNER))

    turns: Mapped[list["TurnRow"]] = relationship(
        back_populates="conversation", order_by="TurnRow.id", cascade="all, delete-orphan", passive_deletes=True
    )


class TurnRow(Base):
    __tablename__ = "turn"
    __table_args__ = (
        CheckConstraint(one_of("role", ROLES), name="role"),
        CheckConstraint(one_of("language", LANGUAGES), name="language"),
        CheckConstraint("length(kind) > 0", name="kind"),
        Index(None, "conversation_id", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(String(9))
    text: Mapped[str]
    language: Mapped[str] = mapped_column(String(2))
    kind: Mapped[str] = mapped_column(String(MAX_KIND))
    payload: Mapped[dict[str, Any]]
    created: Mapped[datetime]

    conversation: Mapped[ConversationRow] = relationship(back_populates="turns")
    pictures: Mapped[list["PictureRow"]] = relationship(
        back_populates="turn", order_by="PictureRow.position", cascade="all, delete-orphan", passive_deletes=True
    )
    uploads: Mapped[list["UploadRow"]] = relationship(
        back_populates="turn", order_by="UploadRow.id", cascade="all, delete-orphan", passive_deletes=True
    )
    descriptions: Mapped[list["DescriptionRow"]] = relationship(
        back_populates="turn", order_by="DescriptionRow.id", cascade="all, delete-orphan", passive_deletes=True
    )
    waiting: Mapped["WaitingRow | None"] = relationship(cascade="all, delete-orphan", passive_deletes=True)


class WaitingRow(Base):
    """A message that was heard and is not answered yet, and what is to be done for it."""

    __tablename__ = "waiting"

    turn_id: Mapped[int] = mapped_column(ForeignKey("turn.id", ondelete="CASCADE"), primary_key=True)
    asks: Mapped[dict[str, Any]]


class PictureRow(Base):
    __tablename__ = "picture"
    __table_args__ = (
        UniqueConstraint("turn_id", "position"),
        CheckConstraint("length(image) = 64", name="image"),
        CheckConstraint("width > 0 AND height > 0", name="size"),
        CheckConstraint("position >= 0", name="position"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    turn_id: Mapped[int] = mapped_column(ForeignKey("turn.id", ondelete="CASCADE"))
    position: Mapped[int]
    image: Mapped[str] = mapped_column(String(64), index=True)
    width: Mapped[int]
    height: Mapped[int]
    plan: Mapped[dict[str, Any]]
    seed: Mapped[int] = mapped_column(BigInteger)
    weights: Mapped[str] = mapped_column(String(MAX_WEIGHTS))
    prompt: Mapped[str]
    facts: Mapped[list[dict[str, Any]]]
    score: Mapped[float]
    caption: Mapped[str]
    created: Mapped[datetime]

    turn: Mapped[TurnRow] = relationship(back_populates="pictures")
    rating: Mapped["RatingRow | None"] = relationship(back_populates="picture", passive_deletes=True)


class UploadRow(Base):
    __tablename__ = "upload"
    __table_args__ = (
        CheckConstraint("length(image) = 64", name="image"),
        CheckConstraint("width > 0 AND height > 0 AND size > 0", name="size"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    turn_id: Mapped[int] = mapped_column(ForeignKey("turn.id", ondelete="CASCADE"), index=True)
    image: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str] = mapped_column(String(MAX_NAME))
    width: Mapped[int]
    height: Mapped[int]
    size: Mapped[int]
    created: Mapped[datetime]

    turn: Mapped[TurnRow] = relationship(back_populates="uploads")


class DescriptionRow(Base):
    __tablename__ = "description"
    __table_args__ = (
        CheckConstraint("(upload_id IS NULL) <> (picture_id IS NULL)", name="one_target"),
        CheckConstraint(one_of("language", LANGUAGES), name="language"),
        CheckConstraint(one_of("kind", DESCRIPTION_KINDS), name="kind"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    turn_id: Mapped[int] = mapped_column(ForeignKey("turn.id", ondelete="CASCADE"), index=True)
    upload_id: Mapped[int | None] = mapped_column(ForeignKey("upload.id", ondelete="CASCADE"), index=True)
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("picture.id", ondelete="CASCADE"), index=True)
    caption: Mapped[str]
    language: Mapped[str] = mapped_column(String(2))
    kind: Mapped[str] = mapped_column(String(7))
    facts: Mapped[list[dict[str, Any]]]
    weights: Mapped[str] = mapped_column(String(MAX_WEIGHTS))
    seconds: Mapped[float]
    created: Mapped[datetime]
    gaze: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    turn: Mapped[TurnRow] = relationship(back_populates="descriptions")
    upload: Mapped[UploadRow | None] = relationship()
    picture: Mapped[PictureRow | None] = relationship()
    rating: Mapped["RatingRow | None"] = relationship(back_populates="description", passive_deletes=True)


class RatingRow(Base):
    __tablename__ = "rating"
    __table_args__ = (
        UniqueConstraint("picture_id"),
        UniqueConstraint("description_id"),
        CheckConstraint("(picture_id IS NULL) <> (description_id IS NULL)", name="one_target"),
        CheckConstraint("thumb IN (-1, 0, 1)", name="thumb"),
        CheckConstraint("stars BETWEEN 1 AND 5", name="stars"),
        CheckConstraint(f"length(comment) <= {MAX_COMMENT}", name="comment"),
        CheckConstraint(f"length(caption) <= {MAX_COMMENT}", name="caption"),
        CheckConstraint("caption IS NULL OR description_id IS NOT NULL", name="caption_of_description"),
        CheckConstraint(
            "thumb IS NOT NULL OR stars IS NOT NULL OR comment IS NOT NULL OR caption IS NOT NULL OR best IS NOT NULL "
            "OR mended IS NOT NULL",
            name="says_something",
        ),
        CheckConstraint("best IS NULL OR picture_id IS NOT NULL", name="best_of_pictures"),
        CheckConstraint("mended IS NULL OR description_id IS NOT NULL", name="mended_of_description"),
        CheckConstraint("reasons IS NULL OR thumb = -1", name="reasons_of_thumb_down"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("picture.id", ondelete="CASCADE"))
    description_id: Mapped[int | None] = mapped_column(ForeignKey("description.id", ondelete="CASCADE"))
    thumb: Mapped[int | None]
    stars: Mapped[int | None]
    comment: Mapped[str | None]
    caption: Mapped[str | None]
    created: Mapped[datetime]
    updated: Mapped[datetime]
    best: Mapped[bool | None]
    reasons: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    mended: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))

    picture: Mapped[PictureRow | None] = relationship(back_populates="rating")
    description: Mapped[DescriptionRow | None] = relationship(back_populates="rating")
