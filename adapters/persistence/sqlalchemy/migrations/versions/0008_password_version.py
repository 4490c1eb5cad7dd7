"""The number of passwords that an account has had."""

import sqlalchemy as sa
from alembic import op

from adapters.persistence.sqlalchemy.types import integer

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add ``users.password_version``, 1 for existing accounts."""
    with op.batch_alter_table("users") as table:
        table.add_column(sa.Column("password_version", integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    """Drop the column."""
    with op.batch_alter_table("users") as table:
        table.drop_column("password_version")
