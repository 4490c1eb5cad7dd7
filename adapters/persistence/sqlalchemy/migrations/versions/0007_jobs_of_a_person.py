"""An index for the jobs about a user. SQLite drops an index like this one when a later migration copies the table; that
migration has to make it again."""

import logging

from alembic import op

revision = "0007"
down_revision = "0006"

MAX_INDEXED_ROWS = 500_000
"""The number of rows that PostgreSQL indexes in about a second, during which no job can be enqueued."""
_MEMBER = {"postgresql": "(arguments::json ->> 'user_id')", "sqlite": "json_extract(arguments, '$.user_id')"}

_logger = logging.getLogger("cortex.migrations")


def upgrade() -> None:
    """Create the index, unless the table is so large that jobs could not be enqueued for seconds."""
    index = f"ix_stored_jobs_user ON stored_jobs ({_MEMBER[op.get_bind().dialect.name]}, id)"
    if _has_very_many():
        _logger.warning(
            "job_index_skipped",
            extra={
                "reason": f"stored_jobs has more than {MAX_INDEXED_ROWS} rows",
                "effect": "exports read all of them",
                "hint": f"CREATE INDEX CONCURRENTLY {index}",
            },
        )
        return
    op.execute(f"CREATE INDEX {index}")


def downgrade() -> None:
    """Drop the index."""
    op.execute("DROP INDEX IF EXISTS ix_stored_jobs_user")


def _has_very_many() -> bool:
    """Return false on SQLite, which has one writer anyway."""
    if op.get_bind().dialect.name == "sqlite":
        return False
    some = f"SELECT count(*) FROM (SELECT 1 FROM stored_jobs LIMIT {MAX_INDEXED_ROWS + 1}) AS first_rows"  # noqa: S608  # a constant
    return int(op.get_bind().exec_driver_sql(some).scalar_one()) > MAX_INDEXED_ROWS
