"""The token store, by the scheme of its URL. Only the chosen one is imported."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import attrs

from application.ports.clock import Clock
from application.ports.token_store import TokenStore
from bootstrap.adapters.connection import Connection, NoConnection, always_available
from bootstrap.adapters.database import Storage, memory_token_store
from bootstrap.settings.server_urls import ServerUrl


@attrs.frozen
class SessionStorage:
    """The chosen token store and its connection."""

    connection: Connection
    store: TokenStore
    check_server: Callable[[], Awaitable[None]] = always_available
    """Runs every operation once. Raises ``RefusedByServer`` and ``ServiceUnavailableException``."""


def memory_sessions(clock: Clock) -> SessionStorage:
    """Sessions in the memory of the process."""
    return SessionStorage(NoConnection(), memory_token_store(clock))


def sessions_in_database(database: Storage) -> SessionStorage:
    """Sessions in the database of the accounts."""
    return SessionStorage(NoConnection(), database.token_store(), database.ping)


def redis_sessions(url: ServerUrl, clock_offset: Callable[[], timedelta], timeout: timedelta | None) -> SessionStorage:
    """Sessions in Redis. ``timeout`` is ``None`` for the default."""
    from adapters.token_store.redis import RedisTokenStore

    store = RedisTokenStore(url.text, clock_offset, timeout=timeout)
    return SessionStorage(store, store, store.check_server)
