"""The token store, by the scheme of its URL. Only the chosen one is imported."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

import attrs

from adapters.batching.lookup import Lookup
from application.ports.clock import Clock
from application.ports.token_store import StoredSession, TokenStore
from bootstrap.adapters.connection import Connection, NoConnection, always_available
from bootstrap.adapters.database import Storage, memory_sessions_of
from bootstrap.settings.server_urls import ServerUrl


@attrs.frozen
class SessionStorage:
    """The chosen token store and its connection."""

    connection: Connection
    store: TokenStore
    find: Callable[[UUID], Lookup[StoredSession | None]]
    """Begins to find a session; may be joined with others. ``store.find`` does, if the store joins nothing."""
    check_server: Callable[[], Awaitable[None]] = always_available
    """Runs every operation once. Raises ``RefusedByServer`` and ``ServiceUnavailableException``."""


def memory_sessions(clock: Clock) -> SessionStorage:
    """Sessions in the memory of the process."""
    sessions = memory_sessions_of(clock)
    return SessionStorage(NoConnection(), sessions.store, sessions.find)


def sessions_in_database(database: Storage) -> SessionStorage:
    """Sessions in the database of the accounts."""
    sessions = database.sessions()
    return SessionStorage(NoConnection(), sessions.store, sessions.find, database.ping)


def redis_sessions(url: ServerUrl, clock_offset: Callable[[], timedelta], timeout: timedelta | None) -> SessionStorage:
    """Sessions in Redis. ``timeout`` is ``None`` for the default."""
    from adapters.token_store.redis import RedisTokenStore

    store = RedisTokenStore(url.text, clock_offset, timeout=timeout)
    return SessionStorage(store, store, store.look_up, store.check_server)
