"""Accounts in a PostgreSQL database, by COPY."""

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import asyncpg  # type: ignore[import-untyped]  # it has no types
from sqlalchemy import make_url

from tests.benchmarks.seeding.accounts import accounts
from tests.benchmarks.seeding.user_rows import user_columns, user_rows, user_table

_INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid = $1::text::regclass AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
"""


async def fill_postgresql(url: str, count: int) -> None:
    """Writes all accounts into a migrated database of the project."""
    rows = user_rows(accounts(count), make_url(url).get_dialect()())
    await copy_rows(url, user_table().table.name, user_columns(), rows)


async def copy_rows(url: str, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Copies rows in one transaction, has the planner know the table, and leaves nothing to write back later."""
    async with connection_to(url) as connection:
        async with connection.transaction(), _without_indexes(connection, table):
            await connection.copy_records_to_table(table, columns=columns, records=rows)
        await connection.execute(f"VACUUM ANALYZE {table}")
        await connection.execute("CHECKPOINT")


@asynccontextmanager
async def _without_indexes(connection: asyncpg.Connection, table: str) -> AsyncIterator[None]:
    """Drops the indexes that belong to no constraint and creates them after the block: to build an index of words at
    once takes a tenth of the time that row by row takes."""
    indexes = await connection.fetch(_INDEXES, table)
    for name, _definition in indexes:
        await connection.execute(f"DROP INDEX {name}")
    yield
    await connection.execute("SET LOCAL maintenance_work_mem = '512MB'")
    for _name, definition in indexes:
        await connection.execute(definition)


@asynccontextmanager
async def connection_to(url: str) -> AsyncIterator[asyncpg.Connection]:
    """Connects to a database that a URL of SQLAlchemy names."""
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        yield connection
    finally:
        await connection.close()
