"""Second factors."""

import sqlalchemy as sa
from alembic import op

from adapters.persistence.sqlalchemy.types import integer, text

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Create the tables of factors, recovery codes and the counts of second steps, and add ``users.has_mfa``."""
    op.create_table(
        "factors",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", integer(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("kind", text(32), nullable=False),
        sa.Column("label", text(100), nullable=True),
        sa.Column("secret", text(), nullable=False),
        sa.Column("counter", integer(), nullable=False),
        sa.Column("is_confirmed", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_factors")),
    )
    op.create_index(op.f("ix_factors_user_id_id"), "factors", ["user_id", "id"])
    op.create_table(
        "recovery_codes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", integer(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", text(64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_codes")),
    )
    op.create_index(op.f("ix_recovery_codes_user_id_id"), "recovery_codes", ["user_id", "id"])
    op.create_table(
        "factor_attempts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", integer(), nullable=False),
        sa.Column("failures", integer(), nullable=False),
        sa.Column("spent", text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_factor_attempts")),
    )
    with op.batch_alter_table("users") as table:
        table.add_column(sa.Column("has_mfa", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Drop the tables and the column; the index of 0010 is made again, as SQLite copies the table."""
    with op.batch_alter_table("users") as table:
        table.drop_column("has_mfa")
    op.execute("CREATE INDEX IF NOT EXISTS ix_users_counted ON users (is_staff, is_locked)")
    op.drop_table("factor_attempts")
    op.drop_table("recovery_codes")
    op.drop_table("factors")
