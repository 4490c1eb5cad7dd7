"""Units of work in a SQL database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import attrs

from adapters.persistence.sqlalchemy.database import Database
from adapters.persistence.sqlalchemy.repositories import SqlAlchemyRepositories
from adapters.persistence.sqlalchemy.transaction import Transaction
from application.ports.event_sink import EventSink
from application.ports.unit_of_work import BeginWork, ReadWork, UnitOfWork


class SqlAlchemyUnitOfWork(SqlAlchemyRepositories, UnitOfWork):
    """A unit of work that is one transaction of the database, rolled back unless it is committed."""

    def __init__(self, transaction: Transaction, events: EventSink) -> None:
        super().__init__(transaction)
        self._events = events

    async def commit(self) -> None:
        """A cancellation during the commit is raised after the events of what was committed are published."""
        self.transaction.require_writable()
        try:
            await self.transaction.commit()
        finally:
            if self.transaction.is_committed:
                self._events.publish(self.transaction.collect_events())


@attrs.frozen
class SqlAlchemyBeginWork(BeginWork):
    """Opens units of work that write."""

    database: Database
    events: EventSink

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[SqlAlchemyUnitOfWork]:
        async with self.database.write() as transaction:
            yield SqlAlchemyUnitOfWork(transaction, self.events)


@attrs.frozen
class SqlAlchemyReadWork(ReadWork):
    """Opens read-only snapshots."""

    database: Database

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[SqlAlchemyRepositories]:
        async with self.database.read() as transaction:
            yield SqlAlchemyRepositories(transaction)
