"""Opens what was chosen, brings it up to date, and closes it again."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from bootstrap.container import Container


@asynccontextmanager
async def running(container: Container) -> AsyncIterator[None]:
    """The service can be used inside. The embedded storage is migrated at once."""
    async with AsyncExitStack() as stack:
        stack.callback(container.foundation.hasher().close)
        storage = container.storage.storage()
        stack.push_async_callback(storage.connection.close)
        await storage.connection.open()
        await storage.migrate()
        yield
