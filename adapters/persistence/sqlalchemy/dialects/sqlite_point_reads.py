"""Reads rows by primary key on ``sqlite3`` itself, in the thread of the event loop.

A row that is in the page cache takes about 10 microseconds; handing it to a thread and back takes several times as
long, and waits for the interpreter's lock besides. A reader never waits for a writer in this journal mode. Where reads
are slow nevertheless, as the disk is cold or busy, the following ones are left to the threads of the pool for a while,
so that the loop stays free. One slow read alone says nothing: another process may have had the core meanwhile.
"""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from time import perf_counter
from typing import Any, Generic, TypeVar
from urllib.parse import quote

from sqlalchemy import Dialect

from adapters.batching.lookup import Found, Pending
from adapters.persistence.sqlalchemy.point_select import PointSelect

T = TypeVar("T")
Row = Sequence[Any]
SLOW_SECONDS = 0.005
"""A read that took longer is slow …"""
SLOW_READS = 2
"""… and so many in a row send the following ones to the pool …"""
AVOIDED_SECONDS = 1.0
"""… for so long."""
_PAGES = 200
"""Pages that the connection caches, of 4 KiB each: those that lead to a row, more than the rows themselves."""


class SqlitePointReader(Generic[T]):
    """Reads from the file ``path``. ``in_pool`` runs a statement on a connection of the pool, which has a thread, and
    knows what its errors mean: whatever fails here is asked there again."""

    def __init__(
        self,
        path: str,
        dialect: Dialect,
        wanted: PointSelect[T],
        in_pool: Callable[[str, tuple[Any, ...]], Awaitable[Sequence[Row]]],
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        self._path = path
        self._in_pool = in_pool
        self._clock = clock
        self._statement = wanted.text(dialect, "= ?")
        self._decode = wanted.decoder(dialect)
        self._process_key = wanted.key_processor(dialect) or (lambda key: key)
        self._connection: sqlite3.Connection | None = None
        self._in_threads: set[asyncio.Task[Row | None]] = set()
        self._slow_reads = 0
        self._avoided_until = 0.0

    def __call__(self, key: object) -> Found[T | None] | Pending[Row, T]:
        """Reads a row, or begins to."""
        bound = (self._process_key(key),)
        began = self._clock()
        if began >= self._avoided_until:
            try:
                rows = self._read(bound)
            except sqlite3.Error:
                self._forget_connection()
            else:
                self._avoid_if_slow(began)
                return Found(self._decode(rows[0]) if rows else None)
        read = asyncio.create_task(self._read_in_pool(bound))
        self._in_threads.add(read)
        read.add_done_callback(self._in_threads.discard)
        return Pending(read, self._decode)

    async def close(self) -> None:
        """Ends the reads under way, which give their connections back to the pool, and closes the connection."""
        for read in self._in_threads:
            read.cancel()
        if self._in_threads:
            await asyncio.wait(self._in_threads)
        self._forget_connection()

    def _read(self, bound: tuple[Any, ...]) -> Sequence[Row]:
        if self._connection is None:
            self._connection = sqlite3.connect(
                f"file:{quote(self._path)}?mode=rw", uri=True, timeout=0, isolation_level=None
            )
            self._connection.execute("PRAGMA query_only = ON")
            self._connection.execute(f"PRAGMA cache_size = {_PAGES}")
        return self._connection.execute(self._statement, bound).fetchall()

    def _avoid_if_slow(self, began: float) -> None:
        ended = self._clock()
        self._slow_reads = self._slow_reads + 1 if ended - began > SLOW_SECONDS else 0
        if self._slow_reads == SLOW_READS:
            self._slow_reads = 0
            self._avoided_until = ended + AVOIDED_SECONDS

    def _forget_connection(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    async def _read_in_pool(self, bound: tuple[Any, ...]) -> Row | None:
        rows = await self._in_pool(self._statement, bound)
        return rows[0] if rows else None
