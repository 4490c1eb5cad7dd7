"""A change of password ends every session: none is exempt."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Drop ``users.spared_session_id``."""
    with op.batch_alter_table("users") as table:
        table.drop_column("spared_session_id")


def downgrade() -> None:
    """Add the column again, empty."""
    with op.batch_alter_table("users") as table:
        table.add_column(sa.Column("spared_session_id", sa.Uuid(), nullable=True))
