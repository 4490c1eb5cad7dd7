"""Every storage of entities, under one roof; another one joins with a line in ``STORAGES``."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import attrs

from adapters.persistence.memory.database import MemoryDatabase
from adapters.persistence.memory.repository import MemoryRepository
from adapters.persistence.memory.unit_of_work import MemoryBeginWork, MemoryReadWork
from adapters.persistence.sqlalchemy.database import Database
from adapters.persistence.sqlalchemy.entity_table import entity_table
from adapters.persistence.sqlalchemy.migrations import migrate
from adapters.persistence.sqlalchemy.repository import SqlAlchemyRepository
from adapters.persistence.sqlalchemy.schema import schema
from adapters.persistence.sqlalchemy.transaction import Transaction
from adapters.persistence.sqlalchemy.unit_of_work import SqlAlchemyBeginWork, SqlAlchemyReadWork
from application.ports.event_sink import EventSink
from application.ports.repository import Repository
from application.ports.unit_of_work import BeginWork, ReadWork
from domain.shared_kernel.events import DomainEvent
from tests.contracts.oddities import Badge, Oddity
from tests.servers.postgresql import emptied_url


class Heard(EventSink):
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.events: list[DomainEvent] = []

    def publish(self, events: Sequence[DomainEvent]) -> None:
        self.events.extend(events)


@attrs.frozen
class Storage:
    """``oddities`` and ``badges`` make further repositories of a unit of work."""

    begin: BeginWork
    read: ReadWork
    heard: Heard
    oddities: Callable[[Any], Repository[Oddity]]
    badges: Callable[[Any], Repository[Badge]]


class MemoryOddities(MemoryRepository[Oddity]): ...


class MemoryBadges(MemoryRepository[Badge]): ...


class SqlOddities(SqlAlchemyRepository[Oddity]): ...


class SqlBadges(SqlAlchemyRepository[Badge]): ...


_complete: set[str] = set()
"""Databases on PostgreSQL that have every table."""


@asynccontextmanager
async def memory(_folder: Path) -> AsyncIterator[Storage]:
    database, heard = MemoryDatabase(patience=30), Heard()
    yield Storage(
        MemoryBeginWork(database, heard),
        MemoryReadWork(database),
        heard,
        lambda work: MemoryOddities(work.stage),
        lambda work: MemoryBadges(work.stage),
    )


@asynccontextmanager
async def sqlite(folder: Path) -> AsyncIterator[Storage]:
    async with sqlite_database(folder) as database:
        yield _storage(database)


@asynccontextmanager
async def postgresql(_folder: Path) -> AsyncIterator[Storage]:
    async with postgresql_database() as database:
        yield _storage(database)


def _storage(database: Database) -> Storage:
    heard = Heard()
    return Storage(
        SqlAlchemyBeginWork(database, heard),
        SqlAlchemyReadWork(database),
        heard,
        lambda work: SqlOddities(work.transaction),
        lambda work: SqlBadges(work.transaction),
    )


@asynccontextmanager
async def sqlite_database(folder: Path, *, patience: float = 30) -> AsyncIterator[Database]:
    """An open database with the tables of production and of tests."""
    async with _opened(f"sqlite+aiosqlite:///{folder / 'cortex.db'}", patience) as database:
        async with database.write() as transaction:
            await transaction.connection.run_sync(schema().create_all)
            await _create_tables_of_tests(transaction)
            await transaction.commit()
        yield database


@asynccontextmanager
async def postgresql_database(*, patience: float = 30) -> AsyncIterator[Database]:
    """The same on PostgreSQL."""
    url = await emptied_url()
    async with _opened(url, patience) as database:
        if url not in _complete:
            await migrate(database)
            async with database.migrating() as transaction:
                await _create_tables_of_tests(transaction)
                await transaction.commit()
            _complete.add(url)
        yield database


async def _create_tables_of_tests(transaction: Transaction) -> None:
    for entity in (Oddity, Badge):
        await transaction.connection.run_sync(entity_table(entity).table.metadata.create_all)


@asynccontextmanager
async def _opened(url: str, patience: float) -> AsyncIterator[Database]:
    database = Database(url, patience=patience)
    await database.open()
    try:
        yield database
    finally:
        await database.close()


STORAGES: dict[str, Callable[[Path], AbstractAsyncContextManager[Storage]]] = {
    "memory": memory,
    "sqlite": sqlite,
    "postgresql": postgresql,
}
