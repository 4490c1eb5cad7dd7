"""An index for staff; on PostgreSQL also one for searches inside texts, and the table that writers lock."""

import logging

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_logger = logging.getLogger("cortex.migrations")


def upgrade() -> None:
    """Create the index; on PostgreSQL also the lock table and, with the extension ``pg_trgm``, the search index."""
    op.create_index(op.f("ix_users_is_staff_id"), "users", ["is_staff", "id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE TABLE write_turns ()")
        if _has_trigrams():
            op.execute(
                "CREATE INDEX ix_users_search ON users USING gin "
                "(email_key gin_trgm_ops, first_name_key gin_trgm_ops, last_name_key gin_trgm_ops) "
                "WITH (fastupdate = off)"  # else many new accounts make searches slow until the next vacuum
            )


def downgrade() -> None:
    """Drop the indexes and the lock table."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP INDEX IF EXISTS ix_users_search")
        op.execute("DROP TABLE write_turns")
    op.drop_index(op.f("ix_users_is_staff_id"), "users")


def _has_trigrams() -> bool:
    """Without the extension, or the right to create it, a search finds the same but reads every row."""
    try:
        with op.get_bind().begin_nested():
            op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except sa.exc.DBAPIError as error:
        _logger.warning(
            "search_index_skipped",
            extra={"reason": f"pg_trgm cannot be used: {error.orig}", "effect": "searches read every account"},
        )
        return False
    return True
