"""SQL databases with the tables of production and of tests."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from adapters.persistence.sqlalchemy.database import Database
from adapters.persistence.sqlalchemy.entity_table import entity_table
from adapters.persistence.sqlalchemy.migrations import migrate
from adapters.persistence.sqlalchemy.repository import SqlAlchemyRepository
from adapters.persistence.sqlalchemy.schema import schema
from adapters.persistence.sqlalchemy.transaction import Transaction
from adapters.persistence.sqlalchemy.unit_of_work import SqlAlchemyBeginWork, SqlAlchemyReadWork
from application.ports.subscriber import Subscriber
from tests.contracts.conformance import OpenedStorage, Place, RecordingEventSink
from tests.contracts.sample_entities import Badge, Knot, Oddity, Ribbon
from tests.support.servers.postgresql import drop_database, emptied_url, new_database


class SqlOddities(SqlAlchemyRepository[Oddity]): ...


class SqlBadges(SqlAlchemyRepository[Badge]): ...


class SqlRibbons(SqlAlchemyRepository[Ribbon]): ...


class SqlKnots(SqlAlchemyRepository[Knot]): ...


_complete: set[str] = set()
"""Databases on PostgreSQL that have every table."""


def storage_in(database: Database, place: Place | None = None) -> OpenedStorage:
    event_sink = RecordingEventSink()
    subscribers: list[Subscriber] = []
    return OpenedStorage(
        SqlAlchemyBeginWork(database, event_sink, lambda: subscribers),
        SqlAlchemyReadWork(database),
        event_sink,
        subscribers,
        lambda work: SqlOddities(work.transaction),
        lambda work: SqlBadges(work.transaction),
        place,
        lambda work: SqlRibbons(work.transaction),
        lambda work: SqlKnots(work.transaction),
    )


@asynccontextmanager
async def sqlite_database(folder: Path, *, statement_timeout: float = 30) -> AsyncIterator[Database]:
    """Open, in a file."""
    async with opened(f"sqlite+aiosqlite:///{folder / 'cortex.db'}", statement_timeout) as database:
        async with database.write() as transaction:
            await transaction.connection.run_sync(schema().create_all)
            await _create_tables_of_tests(transaction)
            await transaction.commit()
        yield database


@asynccontextmanager
async def postgresql_database(*, statement_timeout: float = 30, url: str | None = None) -> AsyncIterator[Database]:
    """The same on PostgreSQL."""
    url = url or await emptied_url()
    async with opened(url, statement_timeout) as database:
        if url not in _complete:
            await migrate(database)
            async with database.migration() as transaction:
                await _create_tables_of_tests(transaction)
                await transaction.commit()
            _complete.add(url)
        yield database


async def _create_tables_of_tests(transaction: Transaction) -> None:
    for entity in (Oddity, Badge, Ribbon, Knot):
        await transaction.connection.run_sync(entity_table(entity).table.metadata.create_all)


@asynccontextmanager
async def opened(url: str, statement_timeout: float = 10) -> AsyncIterator[Database]:
    """A database that is open in the block."""
    database = Database(url, timeout=statement_timeout)
    await database.open()
    try:
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def on_sqlite(folder: Path) -> AsyncIterator[str]:
    yield f"sqlite+aiosqlite:///{folder / 'cortex.db'}"


@asynccontextmanager
async def on_postgresql(_folder: Path) -> AsyncIterator[str]:
    url = await new_database()
    yield url
    await drop_database(url)
