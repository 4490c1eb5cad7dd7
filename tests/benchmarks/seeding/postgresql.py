"""Accounts in a PostgreSQL database, by COPY."""

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import asyncpg  # type: ignore[import-untyped]  # it has no types
from sqlalchemy import make_url

from tests.benchmarks.seeding.accounts import accounts
from tests.benchmarks.seeding.user_rows import user_columns, user_rows, user_table


async def fill_postgresql(url: str, count: int) -> None:
    """Writes all accounts into a migrated database of the project."""
    rows = user_rows(accounts(count), make_url(url).get_dialect()())
    await copy_rows(url, user_table().table.name, user_columns(), rows)


async def copy_rows(url: str, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Copies rows in one transaction, and has the planner know the table."""
    async with connection_to(url) as connection:
        await connection.copy_records_to_table(table, columns=columns, records=rows)
        await connection.execute(f"VACUUM ANALYZE {table}")


@asynccontextmanager
async def connection_to(url: str) -> AsyncIterator[asyncpg.Connection]:
    """Connects to a database that a URL of SQLAlchemy names."""
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        yield connection
    finally:
        await connection.close()
