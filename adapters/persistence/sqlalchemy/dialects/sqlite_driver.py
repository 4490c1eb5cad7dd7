"""aiosqlite with one call in its thread for each statement instead of four.

A statement is executed, read to its end and closed in one call. That is faster, and a cancelled task leaves no
half-read statement behind, which would keep SQLite's lock though its connection was closed.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Any

import aiosqlite
from aiosqlite.core import _STOP_RUNNING_SENTINEL

from adapters.private_files import keep_from_others

POLL_MILLISECONDS = 10
"""How long SQLite itself waits for the write lock, with 1 to 5 ms between its attempts. In a longer wait these become
100 ms, in which whoever has the lock gives it up and takes it again unseen: on a slow disk others got none for
seconds."""
_COMPANION_SUFFIXES = ("-wal", "-shm", "-journal")
_LOCKED_CODES = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_BUSY_RECOVERY}
_CHUNK_ROWS = 64  # rows that aiosqlite would iterate by; nothing here does


class BufferedCursor:
    """The part of a cursor's interface that SQLAlchemy uses; all rows are fetched with the statement."""

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
        """Executes a statement and fetches its rows."""
        if not self._connection.postpones_begin(sql):
            await self._connection.run_in_thread(partial(self._run, "execute", sql, parameters))
        return self

    async def executemany(self, sql: str, parameters: Sequence[Sequence[Any]]) -> "BufferedCursor":
        """Executes a statement once for each of the parameters."""
        await self._connection.run_in_thread(partial(self._run, "executemany", sql, parameters))
        return self

    async def fetchall(self) -> list[Any]:
        """Returns the rows of the last statement."""
        return self._rows

    async def close(self) -> None:
        """Drops the rows."""
        self._rows = []

    def _run(self, how: str, sql: str, parameters: Any, connection: sqlite3.Connection) -> None:
        """Runs in the thread."""
        cursor = connection.cursor()
        try:
            getattr(cursor, how)(sql, parameters)
            self.description = cursor.description
            self._rows = cursor.fetchall() if cursor.description else []
            self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        finally:
            cursor.close()


class BufferedConnection(aiosqlite.Connection):
    """A connection that sends a deferred ``BEGIN`` with the first statement, as it does nothing by itself."""

    _postponed = False
    lock_timeout = 0.0
    """Seconds to wait for the lock of another connection before ``sqlite3.OperationalError``."""
    sqlite_connection: sqlite3.Connection | None = None
    """Set by the thread as soon as the connection is made, even if no task waits for it any more."""

    def cursor(self) -> BufferedCursor:  # type: ignore[override]  # SQLAlchemy asks for no more than it has
        """Returns a new cursor."""
        return BufferedCursor(self)

    def postpones_begin(self, sql: str) -> bool:
        """Returns true for a plain ``BEGIN``, which is kept for the next statement."""
        self._postponed = self._postponed or sql == "BEGIN"
        return sql == "BEGIN"

    async def run_in_thread(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Runs a function in the connection's thread, after a postponed ``BEGIN``."""
        begin, self._postponed = self._postponed, False
        await self._execute(self._run_in_thread, begin, work)  # type: ignore[no-untyped-call]  # untyped there

    def _run_in_thread(self, begin: bool, work: Callable[[sqlite3.Connection], None]) -> None:
        """Runs in the thread."""
        if begin:
            self._conn.execute("BEGIN")
        work(self._conn)

    async def rollback(self) -> None:
        """Rolls back, without a call to the thread if no transaction has begun."""
        self._postponed = False
        if self._conn.in_transaction:
            await super().rollback()

    def stop(self) -> "asyncio.Future[Any] | None":
        """A connection that failed, or whose task was cancelled while connecting, is closed by its thread alone: no
        task waits for it, and the result must not go to a loop that may be closed by then."""
        if self._connection is not None:
            return super().stop()
        self._running = False
        self._tx.put_nowait((None, self._close_unawaited))
        return None

    def _close_unawaited(self) -> object:
        """Runs in the thread."""
        if self.sqlite_connection is not None:
            self.sqlite_connection.close()
        return _STOP_RUNNING_SENTINEL


class ReadingConnection(BufferedConnection):
    """A connection that only reads: its roll-back is not waited for."""

    async def rollback(self) -> None:
        """Queue the roll-back for the thread."""
        self._postponed = False
        if self._conn.in_transaction:
            self._tx.put_nowait((None, self._conn.rollback))


class WritingConnection(BufferedConnection):
    """A connection that waits for the write lock in short steps, so that the processes of one file write in turn."""

    def _run_in_thread(self, begin: bool, work: Callable[[sqlite3.Connection], None]) -> None:
        """Runs in the thread. What found the file locked had no effect, so it is done again."""
        deadline = monotonic() + self.lock_timeout
        while True:
            try:
                super()._run_in_thread(begin, work)
                break
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode not in _LOCKED_CODES or monotonic() >= deadline:
                    raise


def _keep_from_others(database: str) -> None:
    """SQLite gives its companion files, such as the log, the mode of the database when it makes them."""
    keep_from_others(Path(database))
    for suffix in _COMPANION_SUFFIXES:
        if (companion := Path(database + suffix)).exists():
            keep_from_others(companion)


def connect(kind: type[BufferedConnection], *place: Any, **options: Any) -> BufferedConnection:
    """Returns a connection that is made when it is awaited, with the options of ``sqlite3.connect``; of these,
    ``timeout`` is necessary. Its thread is a daemon, so that it does not delay the end of the process."""

    def make() -> sqlite3.Connection:
        _keep_from_others(*place)
        connection.sqlite_connection = sqlite3.connect(*place, **options)
        return connection.sqlite_connection

    connection = kind(make, _CHUNK_ROWS)
    connection._thread.daemon = True
    connection.lock_timeout = options["timeout"]
    return connection
