"""Opens what was chosen, brings it up to date, and closes it again."""

import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import attrs

from application.ports.server_refusal import RefusedByServer, words_of
from bootstrap.adapters.rate_limiter import LimiterChoice
from bootstrap.adapters.token_store import SessionStorage
from bootstrap.containers.container import Container
from domain.shared_kernel.errors import ServiceUnavailableException

UNREACHABLE = (
    "The database {location} cannot be used. A file: is it SQLite's and whole, its folder there and writable, "
    "and the disk not full? A server: is it up, within reach, and are name, user and password right? "
    "What it says: {words}."
)
_logger = logging.getLogger("cortex")


@attrs.define(eq=False)
class CannotStart(Exception):
    """A server or a file that the service cannot do without cannot be used."""

    reason: str

    def __str__(self) -> str:
        return self.reason


@asynccontextmanager
async def running(container: Container) -> AsyncIterator[None]:
    """The service can be used inside. The embedded storage is migrated at once."""
    async with AsyncExitStack() as stack:
        tracer = container.tracer()
        stack.push_async_callback(tracer.close)
        stack.callback(container.hasher().close)
        storage = container.database()
        stack.push_async_callback(storage.connection.close)
        await storage.connection.open()
        sessions = container.token_store()
        stack.push_async_callback(sessions.connection.close)
        await sessions.connection.open()
        counting = container.limiter_choice()
        stack.push_async_callback(counting.connection.close)
        await counting.connection.open()
        await bring_up_to_date(container)
        await _try_out_sessions(sessions)
        await _try_out_limits(counting)
        stack.push_async_callback(_hang_up, container)
        yield


async def _try_out_sessions(sessions: SessionStorage) -> None:
    """What must be mended ends the start; what may pass by itself is waited for. Raises ``CannotStart``."""
    try:
        await sessions.check_server()
    except RefusedByServer as refusal:
        raise CannotStart(f"CORTEX_TOKEN_STORE_URL: {refusal}") from None
    except ServiceUnavailableException as failure:
        _logger.warning("the token store cannot serve yet: %s", words_of(failure))


async def _try_out_limits(counting: LimiterChoice) -> None:
    """Limits are counted, whatever happens."""
    try:
        await counting.check_server()
    except RefusedByServer as refusal:
        _logger.warning("CORTEX_RATE_LIMIT_URL: %s. Each process counts limits on its own", str(refusal).rstrip("."))
    except ServiceUnavailableException as failure:
        _logger.warning("limits cannot be counted together yet: %s", words_of(failure))


async def _hang_up(container: Container) -> None:
    """The broker connects when it is first spoken to, so there is nothing to open."""
    await container.broker().close()


async def bring_up_to_date(container: Container) -> bool:
    """Migrates an open storage; whether there was anything to change. Raises ``CannotStart``."""
    storage = container.database()
    location = container.settings().storage.database.location
    try:
        await storage.check_server()
        return await storage.migrate()
    except RefusedByServer as refusal:
        raise CannotStart(f"The database {location} cannot be used: {refusal.words}. {refusal.cure}.") from None
    except ServiceUnavailableException as failure:
        raise CannotStart(UNREACHABLE.format(location=location, words=words_of(failure.__cause__ or failure))) from None
