"""The database, by the scheme of its URL. Only the chosen one is imported."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial
from uuid import UUID

import attrs

from adapters.batching.lookup import Lookup
from application.ports.clock import Clock
from application.ports.event_sink import EventSink
from application.ports.subscriber import Subscribers
from application.ports.token_store import StoredSession, TokenStore
from application.ports.unit_of_work import BeginWork, ReadWork
from bootstrap.adapters.connection import Connection, NoConnection, always_available
from bootstrap.adapters.making import made
from bootstrap.process.lean_imports import import_without_mapper
from bootstrap.registry.adapter import Adapter
from bootstrap.settings.adapter_tables import STORAGES
from bootstrap.settings.database_url import DatabaseUrl, memory_database_url, postgresql_url, sqlite_url
from domain.accounts.user import User
from domain.shared_kernel.messages import Sentence


async def _nothing_to_migrate() -> bool:
    return False


def _itself(user: User) -> User:
    return user


async def _no_lines() -> Sequence[str]:
    return ()


async def _without_pooler() -> None:
    return None


async def _as_new() -> tuple[str | None, str]:
    return "memory", "memory"


@attrs.frozen
class Storage:
    """A database and the operations of the service on it."""

    connection: Connection
    migrate: Callable[[], Awaitable[bool]]
    """Migrates the schema; returns true if there was anything to change."""
    revisions: Callable[[], Awaitable[tuple[str | None, str]]]
    """Returns the revision of the schema, ``None`` for a new database, and the newest revision."""
    check_server: Callable[[], Awaitable[None]]
    """Raises ``RefusedByServer`` and ``ServiceUnavailableException`` if the service cannot use the database."""
    ping: Callable[[], Awaitable[None]]
    """Raises ``ServiceUnavailableException`` if the database does not answer."""
    connections: Callable[[], float]
    """The number of connections in use."""
    begin: BeginWork
    read: ReadWork
    find_user: Callable[[UUID], Lookup[User | None]]
    """Begins to find the account with this id, outside of any unit of work."""
    sessions: Callable[[], "StoredSessions"]
    """Makes a token store in this database."""
    differences: Callable[[], Awaitable[Sequence[str]]] = _no_lines
    """Returns a line for each difference between the schema and the entities."""
    unmigrated: Callable[[], Awaitable[Sequence[str]]] = _no_lines
    """Returns the entities that no migration has made a place for."""
    describe_pooler: Callable[[], Awaitable[Sentence | None]] = _without_pooler
    """Returns a sentence about the pooler that stands in front of the database, ``None`` if there is none."""


@attrs.frozen
class StoredSessions:
    """A token store, and its look-up of one session, which may be joined with others."""

    store: TokenStore
    find: Callable[[UUID], Lookup[StoredSession | None]]


@attrs.frozen(kw_only=True)
class StorageContext:
    """The parts of a storage. ``timeout`` is ``None`` for the default of the adapter; ``clock_offset`` is added to
    the time of a store."""

    url: DatabaseUrl
    events: EventSink
    subscribers: Subscribers
    clock: Clock
    clock_offset: Callable[[], timedelta]
    timeout: timedelta | None


class StorageAdapter(Adapter[DatabaseUrl, StorageContext, Storage]):
    """An adapter of repositories and units of work."""

    group = "cortex.storages"


def chosen_storage(context: StorageContext) -> Storage:
    """Makes the storage that the scheme of the URL chooses."""
    return made(STORAGES, context.url.scheme, StorageAdapter, context)


def _memory_storage(context: StorageContext) -> Storage:
    """A storage in the memory of the process."""
    from adapters.persistence.memory.database import MemoryDatabase
    from adapters.persistence.memory.lookup import look_up
    from adapters.persistence.memory.unit_of_work import MemoryBeginWork, MemoryReadWork

    database = MemoryDatabase()
    return Storage(
        connection=NoConnection(),
        migrate=_nothing_to_migrate,
        revisions=_as_new,
        check_server=always_available,
        ping=always_available,
        connections=lambda: 0,
        begin=MemoryBeginWork(database, context.events, context.subscribers),
        read=MemoryReadWork(database),
        find_user=partial(look_up, database, User),
        sessions=lambda: memory_sessions_of(context.clock),
    )


def memory_sessions_of(clock: Clock) -> StoredSessions:
    """A token store in the memory of the process."""
    from adapters.token_store.memory import MemoryTokenStore

    store = MemoryTokenStore(clock)
    return StoredSessions(store, store.look_up)


def _sqlalchemy_storage(context: StorageContext) -> Storage:
    """A storage in SQLite or PostgreSQL."""
    import_without_mapper()
    from adapters.persistence.sqlalchemy.database import Database
    from adapters.persistence.sqlalchemy.entity_table import entity_table
    from adapters.persistence.sqlalchemy.migrations import migrate, revisions
    from adapters.persistence.sqlalchemy.migrations.checking import differences, unmigrated
    from adapters.persistence.sqlalchemy.point_select import PointSelect
    from adapters.persistence.sqlalchemy.server_check import check_server, describe_pooler
    from adapters.persistence.sqlalchemy.unit_of_work import SqlAlchemyBeginWork, SqlAlchemyReadWork
    from adapters.token_store.database import DatabaseTokenStore

    timeout = context.timeout
    database = Database(context.url.text, timeout=timeout.total_seconds() if timeout else None)
    users: PointSelect[User] = PointSelect(entity_table(User), _itself)

    def sessions() -> StoredSessions:
        store = DatabaseTokenStore(database, context.clock_offset)
        return StoredSessions(store, store.look_up)

    return Storage(
        connection=database,
        migrate=lambda: migrate(database),
        revisions=lambda: revisions(database),
        check_server=lambda: check_server(database),
        ping=database.ping,
        connections=database.connections,
        begin=SqlAlchemyBeginWork(database, context.events, context.subscribers),
        read=SqlAlchemyReadWork(database),
        find_user=partial(database.look_up, users),
        sessions=sessions,
        differences=lambda: differences(database),
        unmigrated=lambda: unmigrated(database),
        describe_pooler=lambda: describe_pooler(database),
    )


MEMORY = StorageAdapter(form="memory://", read=memory_database_url, make=_memory_storage, is_volatile=True)
SQLITE = StorageAdapter(form="sqlite+aiosqlite:///FILE", read=sqlite_url, make=_sqlalchemy_storage)
POSTGRESQL = StorageAdapter(
    form="postgresql://USER:PASSWORD@HOST:PORT/NAME", read=postgresql_url, make=_sqlalchemy_storage
)
