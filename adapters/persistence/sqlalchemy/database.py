"""A SQL database and its transactions.

One class although it is long: every way to a connection shares its engines, its timeout and what closes them."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, TypeVar

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.pool import QueuePool

from adapters.batching.lookup import Lookup
from adapters.persistence.sqlalchemy.dialects import dialect_of
from adapters.persistence.sqlalchemy.dialects.dialect import (
    CONNECT_TIMEOUT_SECONDS,
    Dialect,
    Engines,
    PoolMode,
)
from adapters.persistence.sqlalchemy.errors import map_driver_errors
from adapters.persistence.sqlalchemy.joined_statements import JoinedStatements
from adapters.persistence.sqlalchemy.point_select import PointSelect
from adapters.persistence.sqlalchemy.row_update import RowUpdate
from adapters.persistence.sqlalchemy.shielded import run_to_completion
from adapters.persistence.sqlalchemy.transaction import Transaction
from adapters.persistence.sqlalchemy.write_lock import write_lock
from adapters.persistence.unit_scope import only_unit, refuse_inside_unit

T = TypeVar("T")
MIGRATION_TIMEOUT_SECONDS = 3600.0
_NOT_OPEN = "the database is not open: await open() at start-up, and use it before close()"


class Database:
    """A database that connects with its first transaction. Raises ``RuntimeError`` if it is used before ``open`` or
    after ``close``, and ``ServiceUnavailableException`` if the database does not answer within about ``timeout``
    seconds (default: that of the dialect)."""

    def __init__(self, url: str, *, timeout: float | None = None) -> None:
        self._url = url
        self._timeout = timeout
        self._opened: tuple[Dialect, Engines] | None = None
        self._joined: JoinedStatements | None = None

    async def open(self) -> None:
        """Builds the engines; nothing connects yet. A second call does nothing."""
        if self._opened is None:
            dialect = dialect_of(self._url)
            timeout = dialect.timeout if self._timeout is None else self._timeout
            engines = dialect.engines(self._url, timeout=timeout)
            self._opened = dialect, engines
            self._joined = JoinedStatements(dialect, engines, self._url, timeout=timeout)

    async def close(self) -> None:
        """Closes every connection. A second call does nothing."""
        if self._opened is not None:
            _, engines = self._opened
            self._opened = None
            joined, self._joined = self._joined, None
            await run_to_completion(_close_all(joined, engines))

    def connections(self) -> int:
        """Returns the number of connections in use."""
        if self._opened is None:
            return 0
        _, engines = self._opened
        return sum(
            pool.checkedout() for pool in {engines.reader.pool, engines.writer.pool} if isinstance(pool, QueuePool)
        )

    async def ping(self) -> None:
        """Runs ``SELECT 1``. Raises ``ServiceUnavailableException`` if the database does not answer."""
        async with self.read_autocommit() as transaction:
            await transaction.execute(text("SELECT 1"))

    async def pool_mode(self) -> PoolMode:
        """Returns what a pooler between the service and the database does, as far as a trial shows it."""
        dialect, engines = self._engines()
        with map_driver_errors(dialect):
            return await dialect.pool_mode(engines)

    def write(self) -> AbstractAsyncContextManager[Transaction]:
        """Opens a serializable transaction that is rolled back unless it is committed. Keep it short: other writers may
        wait for it. Raises ``LostRace`` after a conflict; the next one of the same task then runs alone."""
        dialect, engines = self._engines()
        return _write_transaction(dialect, engines.writer)

    def read(self) -> AbstractAsyncContextManager[Transaction]:
        """Opens a read-only snapshot of committed data."""
        dialect, engines = self._engines()
        return _transaction(dialect, engines.reader, writable=False)

    def write_autocommit(self) -> AbstractAsyncContextManager[Transaction]:
        """Opens a connection for one statement that compares and sets at once and is its own transaction. Conflicting
        statements run one after the other and raise no ``LostRace``: the number of changed rows shows which one won."""
        dialect, engines = self._engines()
        return _transaction(dialect, engines.autocommit_writer, writable=True)

    def read_autocommit(self) -> AbstractAsyncContextManager[Transaction]:
        """Opens a connection for one statement that only reads."""
        dialect, engines = self._engines()
        return _transaction(dialect, engines.autocommit_reader, writable=False)

    def look_up(self, wanted: PointSelect[T], key: object) -> Lookup[T | None]:
        """Begins to read the row with this primary key, as committed at a moment after the call. Look-ups of the same
        moment may share a statement."""
        return self._joined_statements().look_up(wanted, key)

    async def replace_row(self, wanted: RowUpdate, values: Mapping[str, Any], version: int) -> int:
        """Replaces the row of an entity if it has this version, in a transaction of its own or together with others.
        Returns the number of rows that were changed, durably."""
        refuse_inside_unit()
        joined = self._joined_statements().replace(wanted, values, version)
        if joined is not None:
            return await joined
        async with self.write_autocommit() as transaction:
            changed = (await transaction.execute(wanted.table.update, wanted.table.changes(values, version))).rowcount
            await transaction.commit()
        return changed

    @asynccontextmanager
    async def migration(self) -> AsyncIterator[Transaction]:
        """Opens a transaction that may take up to an hour and holds the migration lock: no other process migrates
        meanwhile."""
        slow_database = Database(self._url, timeout=MIGRATION_TIMEOUT_SECONDS)
        await slow_database.open()
        try:
            dialect, engines = slow_database._engines()
            async with _transaction(dialect, engines.migrator, writable=True) as transaction:
                with map_driver_errors(dialect):
                    await dialect.acquire_migration_lock(transaction.connection)
                yield transaction
        finally:
            await slow_database.close()

    def _engines(self) -> tuple[Dialect, Engines]:
        if self._opened is None:
            raise RuntimeError(_NOT_OPEN)
        return self._opened

    def _joined_statements(self) -> JoinedStatements:
        if self._joined is None:
            raise RuntimeError(_NOT_OPEN)
        return self._joined


async def _close_all(joined: JoinedStatements | None, engines: Engines) -> None:
    if joined is not None:
        await joined.close()
    for engine in (engines.reader, engines.writer, engines.migrator):
        await engine.dispose()


@asynccontextmanager
async def _write_transaction(dialect: Dialect, engine: AsyncEngine) -> AsyncIterator[Transaction]:
    with write_lock() as alone:
        async with _transaction(dialect, engine, writable=True) as transaction:
            with map_driver_errors(dialect):
                await dialect.acquire_write_lock(transaction.connection, alone=alone)
            yield transaction


@asynccontextmanager
async def _transaction(dialect: Dialect, engine: AsyncEngine, *, writable: bool) -> AsyncIterator[Transaction]:
    with only_unit():
        async with _connection(dialect, engine) as connection:
            transaction = Transaction(connection, dialect, writable=writable)
            try:
                yield transaction
            finally:
                transaction.close("left")


@asynccontextmanager
async def _connection(dialect: Dialect, engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """Opens a connection in a transaction; closing it rolls back what was not committed."""
    connection = engine.connect()
    with map_driver_errors(dialect):
        async with asyncio.timeout(engine.get_execution_options().get(CONNECT_TIMEOUT_SECONDS)):
            await connection.start()
    try:
        with map_driver_errors(dialect):
            await connection.begin()
        yield connection
    finally:
        with map_driver_errors(dialect):
            await run_to_completion(connection.close())
