"""An index by which accounts are counted: the usual totals read it alone, a fraction of the table. SQLite drops it when
a later migration copies the table; that migration has to make it again."""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Create ``ix_users_counted``."""
    op.execute("CREATE INDEX ix_users_counted ON users (is_staff, is_locked)")


def downgrade() -> None:
    """Drop the index."""
    op.execute("DROP INDEX IF EXISTS ix_users_counted")
