"""Where each word of a caption looked; descriptions of before have none."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("description", sa.Column("gaze", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("description", "gaze")
