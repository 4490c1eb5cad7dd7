"""A SQL database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.pool import QueuePool

from adapters.persistence.sqlalchemy.dialects import dialect_of
from adapters.persistence.sqlalchemy.dialects.dialect import CONNECT_TIMEOUT_SECONDS, Dialect, Engines
from adapters.persistence.sqlalchemy.errors import map_driver_errors
from adapters.persistence.sqlalchemy.shielded import run_to_completion
from adapters.persistence.sqlalchemy.transaction import Transaction
from adapters.persistence.sqlalchemy.write_lock import write_lock
from adapters.persistence.unit_scope import only_unit

MIGRATION_TIMEOUT_SECONDS = 3600.0


class Database:
    """Nothing is built before ``open`` and nothing connects before the first transaction; used unopened or closed, it
    raises ``RuntimeError``. Raises ``ServiceUnavailableException`` where the database does not answer within about
    ``timeout`` seconds: as many as suit the database, unless they are given."""

    def __init__(self, url: str, *, timeout: float | None = None) -> None:
        self._url = url
        self._timeout = timeout
        self._opened: tuple[Dialect, Engines] | None = None

    async def open(self) -> None:
        if self._opened is None:
            dialect = dialect_of(self._url)
            timeout = dialect.timeout if self._timeout is None else self._timeout
            self._opened = dialect, dialect.engines(self._url, timeout=timeout)

    async def close(self) -> None:
        """Gives every connection back. Closing twice is closing once."""
        if self._opened is not None:
            _, engines = self._opened
            self._opened = None
            await run_to_completion(engines.reader.dispose())
            await run_to_completion(engines.writer.dispose())

    def connections(self) -> int:
        """How many are in use."""
        if self._opened is None:
            return 0
        _, engines = self._opened
        return sum(
            pool.checkedout() for pool in {engines.reader.pool, engines.writer.pool} if isinstance(pool, QueuePool)
        )

    async def ping(self) -> None:
        """Returns if the database answers."""
        async with self.read_autocommit() as transaction:
            await transaction.execute(text("SELECT 1"))

    async def keeps_settings(self) -> bool:
        """Whether what is set on a connection stays with it."""
        dialect, engines = self._engines()
        with map_driver_errors(dialect):
            return await dialect.keeps_settings(engines)

    def write(self) -> AbstractAsyncContextManager[Transaction]:
        """A transaction that may write from its first moment and is as good as alone. Left without ``commit`` it never
        happened. As short as can be: others wait. Raises ``LostRace`` where it was not alone: whoever tries again in
        the same task will be."""
        dialect, engines = self._engines()
        return _writing(dialect, engines.writer)

    def read(self) -> AbstractAsyncContextManager[Transaction]:
        """A snapshot of what was committed."""
        dialect, engines = self._engines()
        return _transaction(dialect, engines.reader, writable=False)

    def write_autocommit(self) -> AbstractAsyncContextManager[Transaction]:
        """For one statement that changes what it says, compared and set in one go, without a look at anything else.
        Races have a winner and raise nothing."""
        dialect, engines = self._engines()
        return _transaction(dialect, engines.autocommit_writer, writable=True)

    def read_autocommit(self) -> AbstractAsyncContextManager[Transaction]:
        """For one statement that only reads."""
        dialect, engines = self._engines()
        return _transaction(dialect, engines.autocommit_reader, writable=False)

    @asynccontextmanager
    async def migrating(self) -> AsyncIterator[Transaction]:
        """A transaction that may take its time, while no other process migrates."""
        patient = Database(self._url, timeout=MIGRATION_TIMEOUT_SECONDS)
        await patient.open()
        try:
            dialect, engines = patient._engines()
            async with _transaction(dialect, engines.migrator, writable=True) as transaction:
                with map_driver_errors(dialect):
                    await dialect.acquire_migration_lock(transaction.connection)
                yield transaction
        finally:
            await patient.close()

    def _engines(self) -> tuple[Dialect, Engines]:
        if self._opened is None:
            raise RuntimeError("the database is not open: await open() at start-up, and use it before close()")
        return self._opened


@asynccontextmanager
async def _writing(dialect: Dialect, engine: AsyncEngine) -> AsyncIterator[Transaction]:
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
    """A connection in a transaction; closing it rolls back what was not committed."""
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
