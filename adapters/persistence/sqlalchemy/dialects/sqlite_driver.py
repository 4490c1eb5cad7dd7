"""aiosqlite, with one visit to its thread for each statement instead of four.

A statement is executed, read to its end and closed in one go. That is faster, and a task that is cancelled meanwhile
leaves no half-read statement behind, which would keep SQLite's lock though its connection was closed.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import aiosqlite
from aiosqlite.core import _STOP_RUNNING_SENTINEL

from adapters.private_files import keep_from_others

_BESIDE = ("-wal", "-shm", "-journal")
_NOTHING_CHUNKED = 64  # rows that aiosqlite would iterate by; nothing here does


class BufferedCursor:
    """What SQLAlchemy needs of a cursor."""

    arraysize = 1

    def __init__(self, connection: "BufferedConnection") -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> "BufferedCursor":
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> "BufferedCursor":
        if not self._connection.postpones(sql):
            await self._connection.visit(partial(self._run, "execute", sql, parameters))
        return self

    async def executemany(self, sql: str, parameters: Sequence[Sequence[Any]]) -> "BufferedCursor":
        await self._connection.visit(partial(self._run, "executemany", sql, parameters))
        return self

    async def fetchall(self) -> list[Any]:
        return self._rows

    async def close(self) -> None:
        self._rows = []

    def _run(self, how: str, sql: str, parameters: Any, connection: sqlite3.Connection) -> None:
        """In the thread."""
        cursor = connection.cursor()
        try:
            getattr(cursor, how)(sql, parameters)
            self.description = cursor.description
            self._rows = cursor.fetchall() if cursor.description else []
            self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        finally:
            cursor.close()


class BufferedConnection(aiosqlite.Connection):
    """A deferred ``BEGIN`` does nothing by itself, so it goes with the first statement; nobody waits for the end of a
    transaction that only read."""

    _postponed = False
    made: sqlite3.Connection | None = None
    """Known to the thread as soon as it is there, whether somebody waits for it or not."""

    def cursor(self) -> BufferedCursor:  # type: ignore[override]  # SQLAlchemy asks for no more than it has
        return BufferedCursor(self)

    def postpones(self, sql: str) -> bool:
        self._postponed = self._postponed or sql == "BEGIN"
        return sql == "BEGIN"

    async def visit(self, work: Callable[[sqlite3.Connection], None]) -> None:
        begin, self._postponed = self._postponed, False
        await self._execute(self._visit, begin, work)  # type: ignore[no-untyped-call]  # untyped there

    def _visit(self, begin: bool, work: Callable[[sqlite3.Connection], None]) -> None:
        """In the thread."""
        if begin:
            self._conn.execute("BEGIN")
        work(self._conn)

    async def rollback(self) -> None:
        self._postponed = False
        if self._conn.in_transaction:
            await super().rollback()

    def stop(self) -> "asyncio.Future[Any] | None":
        """A connection that could not be made, or whose task was cancelled meanwhile, has nobody who waits for its end:
        its thread closes what was made all the same, and must not report it to a loop that is closed by then."""
        if self._connection is not None:
            return super().stop()
        self._running = False
        self._tx.put_nowait((None, self._close_unawaited))
        return None

    def _close_unawaited(self) -> object:
        """In the thread."""
        if self.made is not None:
            self.made.close()
        return _STOP_RUNNING_SENTINEL


class ReadingConnection(BufferedConnection):
    async def rollback(self) -> None:
        self._postponed = False
        if self._conn.in_transaction:
            self._tx.put_nowait((None, self._conn.rollback))


def _keep_from_others(database: str) -> None:
    """SQLite gives the files beside a database, such as its log, the mode of the database when it makes them."""
    keep_from_others(Path(database))
    for ending in _BESIDE:
        if (beside := Path(database + ending)).exists():
            keep_from_others(beside)


def connect(kind: type[BufferedConnection], *place: Any, **options: Any) -> BufferedConnection:
    """A connection that is made when it is awaited. Its thread does not keep a dying process alive."""

    def make() -> sqlite3.Connection:
        _keep_from_others(*place)
        connection.made = sqlite3.connect(*place, **options)
        return connection.made

    connection = kind(make, _NOTHING_CHUNKED)
    connection._thread.daemon = True
    return connection
