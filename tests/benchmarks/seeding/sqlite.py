"""Accounts in an SQLite database of the project."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import insert, make_url

from tests.benchmarks.seeding.accounts import accounts
from tests.benchmarks.seeding.user_rows import user_rows, user_table

_FILLING_PRAGMAS = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -400000")
"""A database that is half filled when the machine fails is made anew."""
_INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL"


def fill_sqlite(file: Path, count: int) -> None:
    """Inserts all accounts in one transaction into a migrated database, and has the planner know the table."""
    dialect = make_url("sqlite+aiosqlite://").get_dialect()()
    table = user_table().table
    statement = str(insert(table).compile(dialect=dialect))
    with closing(sqlite3.connect(file)) as connection:
        for pragma in _FILLING_PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        with connection, _without_indexes(connection, table.name):
            connection.executemany(statement, user_rows(accounts(count), dialect))
        connection.execute("ANALYZE")


@contextmanager
def _without_indexes(connection: sqlite3.Connection, table: str) -> Iterator[None]:
    """Drops the indexes that belong to no constraint and creates them after the block, which is quicker."""
    indexes = connection.execute(_INDEXES, [table]).fetchall()
    for name, _definition in indexes:
        connection.execute(f"DROP INDEX {name}")
    yield
    for _name, definition in indexes:
        connection.execute(definition)
