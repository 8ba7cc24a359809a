"""Why a picture is bad, which one is best, facts as they are; and whether somebody lets Tuwen learn from it."""

from contextlib import AbstractContextManager

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "0005"
down_revision = "0004"

OF_BEFORE = "thumb IS NOT NULL OR stars IS NOT NULL OR comment IS NOT NULL OR caption IS NOT NULL"
NEW = {"best": sa.Boolean(), "reasons": sa.JSON(), "mended": sa.JSON()}
CHECKS = {
    "says_something": f"{OF_BEFORE} OR best IS NOT NULL OR mended IS NOT NULL",
    "best_of_pictures": "best IS NULL OR picture_id IS NOT NULL",
    "mended_of_description": "mended IS NULL OR description_id IS NOT NULL",
    "reasons_of_thumb_down": "reasons IS NULL OR thumb = -1",
}


def upgrade() -> None:
    with _remade() as rating:
        for name, kind in NEW.items():
            rating.add_column(sa.Column(name, kind, nullable=True))
        rating.drop_constraint(op.f("ck_rating_says_something"), type_="check")
        for name, holds in CHECKS.items():
            rating.create_check_constraint(op.f(f"ck_rating_{name}"), holds)
    op.create_table(
        "consent",
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("allowed", sa.Boolean(), nullable=False),
        sa.Column("decided", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("owner", name=op.f("pk_consent")),
    )
    op.add_column("identity", sa.Column("shared", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    raise NotImplementedError("what people said would be lost; bring a backup of before back instead")


def _remade() -> AbstractContextManager[BatchOperations]:
    kept = {"sqlite_autoincrement": True}
    return op.batch_alter_table("rating", copy_from=_rating(), table_kwargs=kept)


def _rating() -> sa.Table:
    """The table as it stood: SQLite can change no check, so it is made anew and filled from this."""
    return sa.Table(
        "rating",
        sa.MetaData(),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=True),
        sa.Column("description_id", sa.Integer(), nullable=True),
        sa.Column("thumb", sa.Integer(), nullable=True),
        sa.Column("stars", sa.Integer(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("caption", sa.Text(), nullable=True),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated", sa.DateTime(timezone=True), nullable=False),
        _check("one_target", "(picture_id IS NULL) <> (description_id IS NULL)"),
        _check("thumb", "thumb IN (-1, 0, 1)"),
        _check("stars", "stars BETWEEN 1 AND 5"),
        _check("comment", "length(comment) <= 2000"),
        _check("caption", "length(caption) <= 2000"),
        _check("caption_of_description", "caption IS NULL OR description_id IS NOT NULL"),
        _check("says_something", OF_BEFORE),
        _key("picture"),
        _key("description"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating")),
        sa.UniqueConstraint("picture_id", name=op.f("uq_rating_picture_id")),
        sa.UniqueConstraint("description_id", name=op.f("uq_rating_description_id")),
        sqlite_autoincrement=True,
    )


def _check(name: str, holds: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(holds, name=op.f(f"ck_rating_{name}"))


def _key(parent: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_rating_{parent}_id_{parent}")
    return sa.ForeignKeyConstraint([f"{parent}_id"], [f"{parent}.id"], name=name, ondelete="CASCADE")
