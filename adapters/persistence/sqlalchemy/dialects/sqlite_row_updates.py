"""Replaces rows of SQLite: all that are asked for at the same moment in one transaction, which one flush to the disk
makes durable."""

import sqlite3
from collections.abc import Awaitable, Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util import greenlet_spawn

from adapters.batching.batcher import Batcher
from adapters.persistence.sqlalchemy.dialects.dialect import Dialect
from adapters.persistence.sqlalchemy.errors import map_driver_errors
from adapters.persistence.sqlalchemy.row_update import RowUpdate

MAX_UPDATES = 64
"""Rows of one transaction, which bounds how long other writers wait for it."""


class SqliteRowUpdater:
    """Runs one transaction at a time, on the connection that writes, in its thread."""

    def __init__(self, dialect: Dialect, engine: AsyncEngine, wanted: RowUpdate, *, timeout: float) -> None:
        self._dialect = dialect
        self._engine = engine
        self._statement = wanted.text(engine.dialect)
        self._bind = wanted.binder(engine.dialect)
        self._batcher: Batcher[tuple[Any, ...], int] = Batcher(
            self._update_all, timeout=2 * timeout, max_items=MAX_UPDATES
        )

    def __call__(self, values: Mapping[str, Any], version: int) -> Awaitable[int]:
        """Begins to replace a row; the result is the number of rows that were changed, and it is durable then."""
        return self._batcher.submit(self._bind(values, version))

    async def close(self) -> None:
        """Ends the transaction under way."""
        await self._batcher.close()

    async def _update_all(self, bound: Sequence[tuple[Any, ...]]) -> Sequence[int]:
        changed: list[int] = []
        with map_driver_errors(self._dialect):
            held = await self._engine.raw_connection()
            try:
                work = partial(_update_all, self._statement, bound, changed)
                await held.driver_connection.run_in_thread(work)  # type: ignore[union-attr]  # the buffered connection
            finally:
                await greenlet_spawn(held.close)
        return changed


def _update_all(
    statement: str, bound: Sequence[tuple[Any, ...]], changed: list[int], connection: sqlite3.Connection
) -> None:
    """Runs in the thread. ``changed`` gets the number of rows of each update."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        changed[:] = [connection.execute(statement, parameters).rowcount for parameters in bound]
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise
