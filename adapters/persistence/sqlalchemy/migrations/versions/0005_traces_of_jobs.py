"""The trace of the request that asks for a job."""

import sqlalchemy as sa
from alembic import op

from adapters.persistence.sqlalchemy.types import text

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add ``stored_jobs.trace``."""
    with op.batch_alter_table("stored_jobs") as table:
        table.add_column(sa.Column("trace", text(64), nullable=True))


def downgrade() -> None:
    """Drop the column."""
    with op.batch_alter_table("stored_jobs") as table:
        table.drop_column("trace")
