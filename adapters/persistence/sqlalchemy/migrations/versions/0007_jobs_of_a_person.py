"""The jobs about a person are found without reading all. SQLite forgets an index like this one when a later migration
copies the table: that makes it anew."""

import logging

from alembic import op

revision = "0007"
down_revision = "0006"

MOST_ROWS = 500_000
"""How many PostgreSQL indexes in about a second, in which nobody can enqueue a job."""
_MEMBER = {"postgresql": "(arguments::json ->> 'user_id')", "sqlite": "json_extract(arguments, '$.user_id')"}

_logger = logging.getLogger("cortex.migrations")


def upgrade() -> None:
    index = f"ix_stored_jobs_user ON stored_jobs ({_MEMBER[op.get_bind().dialect.name]}, id)"
    if _has_very_many():
        _logger.warning(
            "stored_jobs is big, and exports read all of it until you give it an index: CREATE INDEX CONCURRENTLY %s",
            index,
        )
        return
    op.execute(f"CREATE INDEX {index}")


def downgrade() -> None:
    op.execute("DROP INDEX IF EXISTS ix_stored_jobs_user")


def _has_very_many() -> bool:
    """SQLite has one writer anyway, and builds the index at once."""
    if op.get_bind().dialect.name == "sqlite":
        return False
    some = f"SELECT count(*) FROM (SELECT 1 FROM stored_jobs LIMIT {MOST_ROWS + 1}) AS first_rows"  # noqa: S608  # a constant
    return int(op.get_bind().exec_driver_sql(some).scalar_one()) > MOST_ROWS
