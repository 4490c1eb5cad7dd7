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
from bootstrap.adapters.making import made
from bootstrap.process.lean_imports import import_without_clusters
from bootstrap.registry.adapter import Adapter
from bootstrap.settings.adapter_tables import TOKEN_STORES
from bootstrap.settings.server_urls import REDIS_FORM, ServerUrl, exactly, redis_url


@attrs.frozen
class SessionStorage:
    """The chosen token store and its connection."""

    connection: Connection
    store: TokenStore
    find: Callable[[UUID], Lookup[StoredSession | None]]
    """Begins to find a session; may be joined with others. ``store.find`` does, if the store joins nothing."""
    check_server: Callable[[], Awaitable[None]] = always_available
    """Runs every operation once. Raises ``RefusedByServer`` and ``ServiceUnavailableException``."""
    server: str = ""
    """The name of a server of its own that sessions are on, whose clock they follow; ``cortex doctor`` asks it."""


@attrs.frozen(kw_only=True)
class TokenStoreContext:
    """The parts of a token store. ``database`` makes the storage of the accounts, for a store that is in it.
    ``clock_offset`` is added to the time of the store, ``timeout`` is ``None`` for the default of the adapter."""

    url: ServerUrl
    clock: Clock
    clock_offset: Callable[[], timedelta]
    timeout: timedelta | None
    database: Callable[[], Storage]


class TokenStoreAdapter(Adapter[ServerUrl, TokenStoreContext, SessionStorage]):
    """An adapter of the token store."""

    group = "cortex.token_stores"


def chosen_token_store(context: TokenStoreContext) -> SessionStorage:
    """Makes the token store that the scheme of the URL chooses."""
    return made(TOKEN_STORES, context.url.scheme, TokenStoreAdapter, context)


def _memory_sessions(context: TokenStoreContext) -> SessionStorage:
    """Sessions in the memory of the process."""
    sessions = memory_sessions_of(context.clock)
    return SessionStorage(NoConnection(), sessions.store, sessions.find)


def _sessions_in_database(context: TokenStoreContext) -> SessionStorage:
    """Sessions in the database of the accounts."""
    database = context.database()
    sessions = database.sessions()
    return SessionStorage(NoConnection(), sessions.store, sessions.find, database.ping)


def _redis_sessions(context: TokenStoreContext) -> SessionStorage:
    """Sessions in Redis."""
    import_without_clusters()
    from adapters.token_store.redis import RedisTokenStore

    store = RedisTokenStore(context.url.text, context.clock_offset, timeout=context.timeout)
    return SessionStorage(store, store, store.look_up, store.check_server, server="Redis")


MEMORY = TokenStoreAdapter(form="memory://", read=exactly("memory://"), make=_memory_sessions, is_volatile=True)
DATABASE = TokenStoreAdapter(form="database://", read=exactly("database://"), make=_sessions_in_database)
REDIS = TokenStoreAdapter(form=REDIS_FORM, read=redis_url, make=_redis_sessions)
