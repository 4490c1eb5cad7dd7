"""The store of the sessions, by the scheme of its URL. One that was not chosen is not imported."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import attrs

from application.ports.clock import Clock
from application.ports.token_store import TokenStore
from bootstrap.adapters.connection import Connection, NoConnection, always_there
from bootstrap.adapters.database import Storage
from bootstrap.settings.server_urls import ServerUrl


@attrs.frozen
class SessionStorage:
    """Where sessions are kept."""

    connection: Connection
    store: TokenStore
    check_server: Callable[[], Awaitable[None]] = always_there
    """Does once all that a store will be asked. Raises ``RefusedByServer`` and ``ServiceUnavailableException``."""


def memory_token_store(clock: Clock) -> TokenStore:
    from adapters.token_store.memory import MemoryTokenStore

    return MemoryTokenStore(clock)


def memory_sessions(clock: Clock) -> SessionStorage:
    return SessionStorage(NoConnection(), memory_token_store(clock))


def sessions_in_database(database: Storage) -> SessionStorage:
    """In the database of the accounts."""
    return SessionStorage(NoConnection(), database.token_store(), database.ping)


def redis_sessions(url: ServerUrl, clock_offset: Callable[[], timedelta], timeout: timedelta | None) -> SessionStorage:
    from adapters.token_store.redis import RedisTokenStore

    store = RedisTokenStore(url.text, clock_offset, timeout=timeout)
    return SessionStorage(store, store, store.check_server)
