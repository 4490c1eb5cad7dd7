"""Links in mails, and jobs."""

import sqlalchemy as sa
from alembic import op

from adapters.persistence.sqlalchemy.types import integer, text

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables of one-time tokens and jobs."""
    op.create_table(
        "one_time_tokens",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", integer(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", text(32), nullable=False),
        sa.Column("new_email", text(254), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("spent_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_tokens")),
    )
    op.create_index(op.f("ix_one_time_tokens_user_id_id"), "one_time_tokens", ["user_id", "id"])
    op.create_index(op.f("ix_one_time_tokens_expires_at_id"), "one_time_tokens", ["expires_at", "id"])
    op.create_table(
        "stored_jobs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", integer(), nullable=False),
        sa.Column("name", text(100), nullable=False),
        sa.Column("arguments", text(), nullable=False),
        sa.Column("status", text(32), nullable=False),
        sa.Column("attempts", integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("run_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", text(), nullable=True),
        sa.Column("key", text(200), nullable=True),
        sa.Column("language", text(32), nullable=False),
        sa.Column("request_id", text(128), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_jobs")),
        sa.UniqueConstraint("key", name=op.f("uq_stored_jobs_key")),
    )
    op.create_index(op.f("ix_stored_jobs_created_at_id"), "stored_jobs", ["created_at", "id"])
    op.create_index(op.f("ix_stored_jobs_status_id"), "stored_jobs", ["status", "id"])


def downgrade() -> None:
    """Drop both tables."""
    op.drop_table("stored_jobs")
    op.drop_table("one_time_tokens")
