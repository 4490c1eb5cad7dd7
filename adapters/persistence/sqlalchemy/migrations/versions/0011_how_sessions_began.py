"""The authentication that a session began with."""

import sqlalchemy as sa
from alembic import op

from adapters.persistence.sqlalchemy.types import text

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add ``sessions.amr``, the password for existing sessions, and ``sessions.auth_time``."""
    with op.batch_alter_table("sessions") as table:
        table.add_column(sa.Column("amr", text(), nullable=False, server_default="pwd"))
        table.add_column(sa.Column("auth_time", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Drop the columns."""
    with op.batch_alter_table("sessions") as table:
        table.drop_column("auth_time")
        table.drop_column("amr")
