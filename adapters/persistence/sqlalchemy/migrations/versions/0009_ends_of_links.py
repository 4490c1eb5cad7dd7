"""The end of a link: used, replaced or void."""

import sqlalchemy as sa
from alembic import op

from adapters.persistence.sqlalchemy.types import text

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add ``one_time_tokens.ended_as``."""
    with op.batch_alter_table("one_time_tokens") as table:
        table.add_column(sa.Column("ended_as", text(32), nullable=True))


def downgrade() -> None:
    """Drop the column."""
    with op.batch_alter_table("one_time_tokens") as table:
        table.drop_column("ended_as")
