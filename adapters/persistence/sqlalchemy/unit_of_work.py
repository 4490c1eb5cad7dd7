"""Units of work in a SQL database."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import attrs

from adapters.persistence.sqlalchemy.database import Database
from adapters.persistence.sqlalchemy.repositories import SqlAlchemyRepositories
from adapters.persistence.sqlalchemy.transaction import Transaction
from adapters.persistence.stored_unit_of_work import EventReceivers, StoredUnitOfWork
from application.ports.event_sink import EventSink
from application.ports.subscriber import Subscribers, no_subscribers
from application.ports.unit_of_work import BeginWork, ReadWork


class SqlAlchemyUnitOfWork(SqlAlchemyRepositories, StoredUnitOfWork):
    """A unit of work that is one transaction of the database, rolled back unless it is committed."""

    def __init__(self, transaction: Transaction, receivers: EventReceivers) -> None:
        super().__init__(transaction)
        self._scope = transaction
        self._receivers = receivers

    async def commit(self) -> None:
        """A cancellation during the commit is raised after the events of what was committed are published."""
        events = await self._notify_subscribers()
        try:
            await self.transaction.commit()
        finally:
            if self.transaction.is_committed:
                self._receivers.sink.publish(events)


@attrs.frozen(eq=False, repr=False)
class SqlAlchemyBeginWork(BeginWork):
    """Opens units of work that write."""

    database: Database
    events: EventSink
    subscribers: Subscribers = no_subscribers

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[SqlAlchemyUnitOfWork]:
        async with self.database.write() as transaction:
            yield SqlAlchemyUnitOfWork(transaction, EventReceivers(self.events, self.subscribers))


@attrs.frozen(eq=False, repr=False)
class SqlAlchemyReadWork(ReadWork):
    """Opens read-only snapshots, or connections whose statements are transactions of their own."""

    database: Database

    @asynccontextmanager
    async def __call__(self, *, snapshot: bool = True) -> AsyncIterator[SqlAlchemyRepositories]:
        async with self.database.read() if snapshot else self.database.read_autocommit() as transaction:
            yield SqlAlchemyRepositories(transaction)
