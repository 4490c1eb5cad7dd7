"""Opens the chosen adapters, migrates the database, and closes everything again."""

import logging
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager

import attrs

from application.ports.server_refusal import RefusedByServer, words_of
from bootstrap.adapters.rate_limiter import LimiterChoice
from bootstrap.adapters.token_store import SessionStorage
from bootstrap.containers.container import Container
from domain.shared_kernel.errors import ServiceUnavailableException
from domain.shared_kernel.messages import Sentence
from domain.shared_kernel.messages import lazy_gettext as _

TOKEN_STORE_REFUSED = _("CORTEX_TOKEN_STORE_URL: {server} cannot be used: {words}. {cure}")
REFUSED = _("The database {location} cannot be used: {words}. {cure}.")
UNREACHABLE = _(
    "The database {location} cannot be used. A file: is it SQLite's and whole, its folder there and writable, "
    "and the disk not full? A server: is it up, within reach, and are name, user and password right? "
    "What it says: {words}."
)
_logger = logging.getLogger("cortex")


@attrs.define(eq=False)
class CannotStart(Exception):
    """The service cannot use a server or a file that it needs."""

    sentence: Sentence

    def __str__(self) -> str:
        return str(self.sentence)


@asynccontextmanager
async def running(container: Container) -> AsyncIterator[None]:
    """Opens the service for the block. An SQLite database is migrated as well. Raises ``CannotStart``."""
    async with AsyncExitStack() as stack:
        tracer = container.tracer()
        stack.push_async_callback(tracer.close)
        stack.callback(container.hasher_choice().close)
        storage = container.database()
        stack.push_async_callback(storage.connection.close)
        await storage.connection.open()
        sessions = container.token_store()
        stack.push_async_callback(sessions.connection.close)
        await sessions.connection.open()
        limiter = container.limiter_choice()
        stack.push_async_callback(limiter.connection.close)
        await limiter.connection.open()
        await migrate_storage(container)
        await _check_entities(container)
        await _check_sessions(sessions)
        await _check_limits(limiter)
        stack.push_async_callback(_close_broker, container)
        yield


async def _check_entities(container: Container) -> None:
    """Logs the entities that no migration has made: every request that needs one would fail."""
    missing = await container.database().unmigrated()
    if missing:
        hint = "make migration NAME=…, then cortex migrate; cortex migrate --check says more"
        _logger.warning("entities_not_migrated", extra={"entities": ", ".join(missing), "hint": hint})


@asynccontextmanager
async def serving(container: Container) -> AsyncIterator[None]:
    """Opens the service for the block, with all that runs beside the requests: keys that change, jobs, and the listener
    for operators. Raises ``CannotStart``."""
    async with (
        running(container),
        container.access_keys().watch(),
        container.jobs_in_web().running(),
        container.operations().running(),
    ):
        yield


async def _check_sessions(sessions: SessionStorage) -> None:
    """Raises ``CannotStart`` if an operator must act; logs a failure that may pass by itself."""
    try:
        await sessions.check_server()
    except RefusedByServer as refusal:
        values = {"server": refusal.server, "words": refusal.words, "cure": refusal.cure}
        raise CannotStart(TOKEN_STORE_REFUSED.bind(values)) from None
    except ServiceUnavailableException as failure:
        _logger.warning("token_store_unavailable", extra={"reason": words_of(failure)})


async def _check_limits(limiter: LimiterChoice) -> None:
    """Logs every failure, as each process then counts limits for itself."""
    try:
        await limiter.check_server()
    except RefusedByServer as refusal:
        effect = "each process counts limits on its own"
        _logger.warning(
            "rate_limits_refused", extra={"setting": "CORTEX_RATE_LIMIT_URL", "reason": str(refusal), "effect": effect}
        )
    except ServiceUnavailableException as failure:
        _logger.warning("rate_limits_unavailable", extra={"reason": words_of(failure)})


async def _close_broker(container: Container) -> None:
    """Closes the broker, which connects at its first use and needs no opening."""
    await container.broker().close()


async def migrate_storage(container: Container) -> bool:
    """Migrates an open storage. Returns true if there was anything to change. Raises ``CannotStart``."""
    with _usable_database(container):
        await container.database().check_server()
        return await container.database().migrate()


async def schema_differences(container: Container) -> Sequence[str]:
    """Returns a line for each difference between an open storage and the entities. Raises ``CannotStart``."""
    with _usable_database(container):
        await container.database().check_server()
        return await container.database().differences()


@contextmanager
def _usable_database(container: Container) -> Iterator[None]:
    location = container.settings().storage.database.location
    try:
        yield
    except RefusedByServer as refusal:
        values = {"location": location, "words": refusal.words, "cure": refusal.cure}
        raise CannotStart(REFUSED.bind(values)) from None
    except ServiceUnavailableException as failure:
        values = {"location": location, "words": words_of(failure.__cause__ or failure)}
        raise CannotStart(UNREACHABLE.bind(values)) from None
