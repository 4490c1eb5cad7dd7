"""Accounts in an SQLite database of the project."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import insert, make_url

from tests.benchmarks.seeding.accounts import accounts
from tests.benchmarks.seeding.user_rows import user_rows, user_table


def fill_sqlite(file: Path, count: int) -> None:
    """Inserts all accounts in one transaction into a migrated database."""
    dialect = make_url("sqlite+aiosqlite://").get_dialect()()
    statement = str(insert(user_table().table).compile(dialect=dialect))
    with closing(sqlite3.connect(file)) as connection:
        with connection:
            connection.executemany(statement, user_rows(accounts(count), dialect))
        connection.execute("ANALYZE")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
