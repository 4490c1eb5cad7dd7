"""The address that a change of address leaves."""

import sqlalchemy as sa
from alembic import op

from adapters.persistence.sqlalchemy.types import text

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add ``one_time_tokens.old_email``."""
    with op.batch_alter_table("one_time_tokens") as table:
        table.add_column(sa.Column("old_email", text(254), nullable=True))


def downgrade() -> None:
    """Drop the column."""
    with op.batch_alter_table("one_time_tokens") as table:
        table.drop_column("old_email")
