"""Who began a conversation: a mark that only the browser which began it can make; those of before have none."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("conversation", sa.Column("owner", sa.String(64), nullable=True))
    op.create_index(op.f("ix_conversation_owner_id"), "conversation", ["owner", "id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_conversation_owner_id"), "conversation")
    op.drop_column("conversation", "owner")
