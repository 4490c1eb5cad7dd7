"""Reads rows by primary key on asyncpg itself: all that are asked for at the same moment by one prepared statement."""

import asyncio
from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from sqlalchemy import PoolProxiedConnection
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util import greenlet_spawn

from adapters.batching.batcher import Batcher
from adapters.batching.lookup import Pending
from adapters.persistence.sqlalchemy.dialects.dialect import CONNECT_TIMEOUT_SECONDS, Dialect
from adapters.persistence.sqlalchemy.errors import map_driver_errors
from adapters.persistence.sqlalchemy.point_select import PointSelect

T = TypeVar("T")
IDLE_SECONDS = 0.5
"""After this time without a read the connection goes back to the pool, which tests it before it is used again."""
MAX_HELD_SECONDS = 60.0
"""After this time it goes back even if it is busy, so that the pool can replace it."""


class PostgreSqlPointReader(Generic[T]):
    """One round trip at a time, on one connection of the pool of ``engine``."""

    def __init__(self, dialect: Dialect, engine: AsyncEngine, wanted: PointSelect[T], *, timeout: float) -> None:
        self._dialect = dialect
        self._connection = HeldConnection(engine)
        self._statement = wanted.text(engine.dialect, "= ANY($1)")
        self._pk_index = wanted.pk_index
        self._decode = wanted.decoder(engine.dialect)
        self._batcher: Batcher[Any, Sequence[Any] | None] = Batcher(self._select, timeout=timeout)

    def __call__(self, key: object) -> Pending[Sequence[Any], T]:
        """Begins to read a row."""
        return Pending(self._batcher.submit(key), self._decode)

    async def close(self) -> None:
        """Ends the reads under way and gives the connection back."""
        await self._batcher.close()
        await self._connection.give_back()

    async def _select(self, keys: Sequence[Any]) -> Sequence[Sequence[Any] | None]:
        with map_driver_errors(self._dialect):
            rows = await self._connection.fetch(self._statement, list(set(keys)))
        by_key = {row[self._pk_index]: row for row in rows}
        return [by_key.get(key) for key in keys]


class HeldConnection:
    """A connection of a pool that is kept while it is busy. One statement at a time."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._held: PoolProxiedConnection | None = None
        self._held_since = 0.0
        self._used_at = 0.0
        self._is_busy = False
        self._timer: asyncio.TimerHandle | None = None
        self._returning: asyncio.Task[None] | None = None

    async def fetch(self, statement: str, *arguments: object) -> Sequence[Sequence[Any]]:
        """Returns the rows of a statement, which is a transaction of its own. A connection on which it fails is
        closed."""
        held = await self._take()
        self._is_busy = True
        try:
            rows: Sequence[Sequence[Any]] = await held.driver_connection.fetch(statement, *arguments)  # type: ignore[union-attr]  # asyncpg's
        except BaseException as error:
            self._held = None
            held.invalidate(error)
            raise
        finally:
            self._is_busy = False
            self._used_at = asyncio.get_running_loop().time()
        return rows

    async def give_back(self) -> None:
        """Returns the connection to the pool."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._returning is not None:
            await self._returning
        held, self._held = self._held, None
        if held is not None:
            await greenlet_spawn(held.close)

    async def _take(self) -> PoolProxiedConnection:
        loop = asyncio.get_running_loop()
        if self._held is not None and loop.time() - self._held_since > MAX_HELD_SECONDS:
            await self.give_back()
        if self._held is not None and self._held.driver_connection.is_closed():  # type: ignore[union-attr]  # asyncpg's
            self._held.invalidate()  # the server has ended it since the last read
            self._held = None
        if self._held is None:
            async with asyncio.timeout(self._engine.get_execution_options().get(CONNECT_TIMEOUT_SECONDS)):
                self._held = await self._engine.raw_connection()
            self._held_since = self._used_at = loop.time()
            self._timer = loop.call_later(IDLE_SECONDS, self._return_if_idle)
        return self._held

    def _return_if_idle(self) -> None:
        loop = asyncio.get_running_loop()
        self._timer = None
        if self._held is None:
            return
        left = IDLE_SECONDS if self._is_busy else self._used_at + IDLE_SECONDS - loop.time()
        if left > 0:
            self._timer = loop.call_later(left, self._return_if_idle)
            return
        held, self._held = self._held, None
        self._returning = loop.create_task(self._close(held))

    async def _close(self, held: PoolProxiedConnection) -> None:
        await greenlet_spawn(held.close)
        self._returning = None
