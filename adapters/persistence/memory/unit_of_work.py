"""Units of work in memory."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import attrs

from adapters.persistence.memory.database import MemoryDatabase
from adapters.persistence.memory.repositories import MemoryRepositories
from adapters.persistence.memory.stage import Stage
from adapters.persistence.stored_unit_of_work import EventReceivers, StoredUnitOfWork
from adapters.persistence.unit_scope import only_unit
from application.ports.event_sink import EventSink
from application.ports.subscriber import Subscribers, no_subscribers
from application.ports.unit_of_work import BeginWork, ReadWork


class MemoryUnitOfWork(MemoryRepositories, StoredUnitOfWork):
    """A unit of work that changes copies of tables and publishes them on commit."""

    def __init__(self, stage: Stage, receivers: EventReceivers) -> None:
        super().__init__(stage)
        self._scope = stage
        self._receivers = receivers

    async def commit(self) -> None:
        events = await self._notify_subscribers()
        self.stage.commit()
        self._receivers.sink.publish(events)


@attrs.frozen(eq=False, repr=False)
class MemoryBeginWork(BeginWork):
    """Opens units of work in memory that write, one at a time."""

    database: MemoryDatabase
    events: EventSink
    subscribers: Subscribers = no_subscribers

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[MemoryUnitOfWork]:
        with only_unit():
            async with self.database.write_lock():
                stage = Stage(self.database, writable=True)
                try:
                    yield MemoryUnitOfWork(stage, EventReceivers(self.events, self.subscribers))
                finally:
                    stage.close("left")


@attrs.frozen(eq=False, repr=False)
class MemoryReadWork(ReadWork):
    """Opens snapshots of the committed tables, which cost nothing."""

    database: MemoryDatabase

    @asynccontextmanager
    async def __call__(self, *, snapshot: bool = True) -> AsyncIterator[MemoryRepositories]:
        with only_unit():
            stage = Stage(self.database, writable=False)
            try:
                yield MemoryRepositories(stage)
            finally:
                stage.close("left")
