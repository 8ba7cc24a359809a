"""The first tables: identity, conversation, turn, picture, upload, description, rating."""

import uuid
from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _identity()
    _conversation()
    _turn()
    _picture()
    _upload()
    _description()
    _rating()


def downgrade() -> None:
    for table in ("rating", "description", "upload", "picture", "turn", "conversation", "identity"):
        op.drop_table(table)


def _number() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), nullable=False)


def _created(name: str = "created") -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _child_of(table: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(f"{table}_id", sa.Integer(), nullable=nullable)


def _key(table: str, parent: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{parent}_id_{parent}")
    return sa.ForeignKeyConstraint([f"{parent}_id"], [f"{parent}.id"], name=name, ondelete="CASCADE")


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _primary(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))


def _identity() -> None:
    identity = op.create_table(
        "identity",
        _number(),
        sa.Column("name", sa.String(32), nullable=False),
        _check("identity", "one_row", "id = 1"),
        _primary("identity"),
    )
    op.bulk_insert(identity, [{"id": 1, "name": uuid.uuid4().hex}])


def _conversation() -> None:
    op.create_table(
        "conversation",
        _number(),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        _created(),
        _check("conversation", "language", "language IN ('en', 'zh')"),
        _primary("conversation"),
        sqlite_autoincrement=True,
    )


def _turn() -> None:
    op.create_table(
        "turn",
        _number(),
        _child_of("conversation"),
        sa.Column("role", sa.String(9), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        _created(),
        _check("turn", "role", "role IN ('user', 'assistant')"),
        _check("turn", "language", "language IN ('en', 'zh')"),
        _check("turn", "kind", "length(kind) > 0"),
        _key("turn", "conversation"),
        _primary("turn"),
        sqlite_autoincrement=True,
    )
    _index("turn", "conversation_id", "id")


def _picture() -> None:
    op.create_table(
        "picture",
        _number(),
        _child_of("turn"),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("image", sa.String(64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("weights", sa.String(200), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("caption", sa.Text(), nullable=False),
        _created(),
        _check("picture", "image", "length(image) = 64"),
        _check("picture", "size", "width > 0 AND height > 0"),
        _check("picture", "position", "position >= 0"),
        _key("picture", "turn"),
        _primary("picture"),
        sa.UniqueConstraint("turn_id", "position", name=op.f("uq_picture_turn_id_position")),
        sqlite_autoincrement=True,
    )
    _index("picture", "image")


def _upload() -> None:
    op.create_table(
        "upload",
        _number(),
        _child_of("turn"),
        sa.Column("image", sa.String(64), nullable=False),
        sa.Column("name", sa.String(255), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        _created(),
        _check("upload", "image", "length(image) = 64"),
        _check("upload", "size", "width > 0 AND height > 0 AND size > 0"),
        _key("upload", "turn"),
        _primary("upload"),
        sqlite_autoincrement=True,
    )
    _index("upload", "turn_id")
    _index("upload", "image")


def _description() -> None:
    op.create_table(
        "description",
        _number(),
        _child_of("turn"),
        _child_of("upload", nullable=True),
        _child_of("picture", nullable=True),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("kind", sa.String(7), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("weights", sa.String(200), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        _created(),
        _check("description", "one_target", "(upload_id IS NULL) <> (picture_id IS NULL)"),
        _check("description", "language", "language IN ('en', 'zh')"),
        _check("description", "kind", "kind IN ('drawing', 'photo')"),
        _key("description", "turn"),
        _key("description", "upload"),
        _key("description", "picture"),
        _primary("description"),
        sqlite_autoincrement=True,
    )
    for parent in ("turn", "upload", "picture"):
        _index("description", f"{parent}_id")


def _rating() -> None:
    something = "thumb IS NOT NULL OR stars IS NOT NULL OR comment IS NOT NULL OR caption IS NOT NULL"
    op.create_table(
        "rating",
        _number(),
        _child_of("picture", nullable=True),
        _child_of("description", nullable=True),
        sa.Column("thumb", sa.Integer(), nullable=True),
        sa.Column("stars", sa.Integer(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("caption", sa.Text(), nullable=True),
        _created(),
        _created("updated"),
        _check("rating", "one_target", "(picture_id IS NULL) <> (description_id IS NULL)"),
        _check("rating", "thumb", "thumb IN (-1, 0, 1)"),
        _check("rating", "stars", "stars BETWEEN 1 AND 5"),
        _check("rating", "comment", "length(comment) <= 2000"),
        _check("rating", "caption", "length(caption) <= 2000"),
        _check("rating", "caption_of_description", "caption IS NULL OR description_id IS NOT NULL"),
        _check("rating", "says_something", something),
        _key("rating", "picture"),
        _key("rating", "description"),
        _primary("rating"),
        sa.UniqueConstraint("picture_id", name=op.f("uq_rating_picture_id")),
        sa.UniqueConstraint("description_id", name=op.f("uq_rating_description_id")),
        sqlite_autoincrement=True,
    )
