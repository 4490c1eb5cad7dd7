"""Opens what was chosen, brings it up to date, and closes it again."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import attrs

from application.ports.tracer import Tracer
from bootstrap.brokers import Broker
from bootstrap.container import Container
from bootstrap.limiters import Counting
from bootstrap.storage import SessionStorage, Storage
from domain.shared_kernel.errors import ServiceUnavailableException


@attrs.define(eq=False)
class CannotStart(Exception):
    """The storage cannot be used."""

    location: str

    def __str__(self) -> str:
        return (
            f"The database {self.location} cannot be used. A file: is it SQLite's and whole, its folder there and "
            "writable, and the disk not full? A server: is it up, within reach, and are name, user and password right?"
        )


@asynccontextmanager
async def running(container: Container) -> AsyncIterator[None]:
    """The service can be used inside. The embedded storage is migrated at once."""
    async with AsyncExitStack() as stack:
        tracer: Tracer = container.metrics.tracer()
        stack.push_async_callback(tracer.close)
        stack.callback(container.foundation.hasher().close)
        storage: Storage = container.storage.storage()
        stack.push_async_callback(storage.connection.close)
        await storage.connection.open()
        sessions: SessionStorage = container.storage.sessions()
        stack.push_async_callback(sessions.connection.close)
        await sessions.connection.open()
        counting: Counting = container.limits.counting()
        stack.push_async_callback(counting.connection.close)
        await counting.connection.open()
        await bring_up_to_date(container)
        stack.push_async_callback(_hang_up, container)
        yield


async def _hang_up(container: Container) -> None:
    """The broker connects when it is first spoken to, so there is nothing to open."""
    broker: Broker = container.jobs.broker()
    await broker.close()


async def bring_up_to_date(container: Container) -> bool:
    """Migrates an open storage; whether there was anything to change. Raises ``CannotStart``."""
    storage: Storage = container.storage.storage()
    try:
        return await storage.migrate()
    except ServiceUnavailableException:
        raise CannotStart(container.settings().database_location) from None
