"""Accounts and sessions."""

import sqlalchemy as sa
from alembic import op

from adapters.persistence.sqlalchemy.types import integer, text

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables of users and sessions."""
    op.create_table(
        "users",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("is_locked", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", integer(), nullable=False),
        sa.Column("email", text(254), nullable=False),
        sa.Column("email_key", text(), nullable=False),
        sa.Column("password_hash", text(), nullable=True),
        sa.Column("first_name", text(100), nullable=False),
        sa.Column("first_name_key", text(), nullable=False),
        sa.Column("last_name", text(100), nullable=False),
        sa.Column("last_name_key", text(), nullable=False),
        sa.Column("language", text(32), nullable=False),
        sa.Column("is_staff", sa.Boolean(), nullable=False),
        sa.Column("is_email_verified", sa.Boolean(), nullable=False),
        sa.Column("status_reason", text(), nullable=True),
        sa.Column("token_version", integer(), nullable=False),
        sa.Column("spared_session_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email_key", name=op.f("uq_users_email_key")),
    )
    op.create_index(op.f("ix_users_created_at_id"), "users", ["created_at", "id"])
    op.create_index(op.f("ix_users_last_name_key_id"), "users", ["last_name_key", "id"])
    op.create_table(
        "sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", integer(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("platform", text(32), nullable=False),
        sa.Column("token_version", integer(), nullable=False),
        sa.Column("generation", integer(), nullable=False),
        sa.Column("is_acknowledged", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rotated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ip", text(), nullable=True),
        sa.Column("user_agent", text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_user_id_id"), "sessions", ["user_id", "id"])
    op.create_index(op.f("ix_sessions_expires_at_id"), "sessions", ["expires_at", "id"])


def downgrade() -> None:
    """Drop both tables."""
    op.drop_table("sessions")
    op.drop_table("users")
