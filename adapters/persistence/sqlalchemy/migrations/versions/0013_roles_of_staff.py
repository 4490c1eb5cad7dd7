"""The role of staff. The column ``is_staff``, which the release before uses, stays: true for all who have a role."""

import sqlalchemy as sa
from alembic import op

from adapters.persistence.sqlalchemy.types import text

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add ``users.role``; existing staff become owners."""
    op.add_column("users", sa.Column("role", text(32), nullable=True))
    op.execute("UPDATE users SET role = 'owner' WHERE is_staff")


def downgrade() -> None:
    """Drop the column. Staff keep the right, whatever their role was."""
    op.drop_column("users", "role")
