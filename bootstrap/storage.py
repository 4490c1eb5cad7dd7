"""Storages by the scheme of their URL. One that was not chosen is not imported."""

from abc import abstractmethod
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Protocol

import attrs

from application.ports.clock import Clock
from application.ports.event_sink import EventSink
from application.ports.token_store import TokenStore
from application.ports.unit_of_work import BeginWork, ReadWork


class Connection(Protocol):
    """What must be opened before use, and closed after it."""

    @abstractmethod
    async def open(self) -> None: ...

    @abstractmethod
    async def close(self) -> None: ...


class NoConnection(Connection):
    """Memory is there as soon as the process is, and whoever uses what is open anyway opens nothing."""

    async def open(self) -> None:
        return

    async def close(self) -> None:
        return


async def always_there() -> None:
    return


async def _nothing_to_migrate() -> bool:
    return False


async def _as_new() -> tuple[str | None, str]:
    return "memory", "memory"


@attrs.frozen
class Storage:
    """One database, and what is kept in it."""

    connection: Connection
    migrate: Callable[[], Awaitable[bool]]
    """Brings the schema up to date; whether there was anything to change."""
    revisions: Callable[[], Awaitable[tuple[str | None, str]]]
    """What the schema is at, ``None`` where there is none yet, and what it should be at."""
    try_out: Callable[[], Awaitable[None]]
    """Whether this service can live there. Raises ``RefusedByServer`` and ``ServiceUnavailableException``."""
    ping: Callable[[], Awaitable[None]]
    """Returns when the database answers."""
    connections: Callable[[], float]
    """How many connections are in use."""
    begin: BeginWork
    read: ReadWork
    token_store: Callable[[], TokenStore]
    """Makes a token store of this same database."""


@attrs.frozen
class SessionStorage:
    """Where sessions are kept."""

    connection: Connection
    store: TokenStore
    try_out: Callable[[], Awaitable[None]] = always_there
    """Does once all that a store will be asked. Raises ``RefusedByServer`` and ``ServiceUnavailableException``."""


def memory_storage(events: EventSink, clock: Clock) -> Storage:
    from adapters.persistence.memory.database import MemoryDatabase
    from adapters.persistence.memory.unit_of_work import MemoryBeginWork, MemoryReadWork

    database = MemoryDatabase()
    return Storage(
        connection=NoConnection(),
        migrate=_nothing_to_migrate,
        revisions=_as_new,
        try_out=always_there,
        ping=always_there,
        connections=lambda: 0,
        begin=MemoryBeginWork(database, events),
        read=MemoryReadWork(database),
        token_store=lambda: memory_token_store(clock),
    )


def memory_token_store(clock: Clock) -> TokenStore:
    from adapters.token_store.memory import MemoryTokenStore

    return MemoryTokenStore(clock)


def memory_sessions(clock: Clock) -> SessionStorage:
    return SessionStorage(NoConnection(), memory_token_store(clock))


def sessions_beside(storage: Storage) -> SessionStorage:
    """In the database of the accounts."""
    return SessionStorage(NoConnection(), storage.token_store(), storage.ping)


def redis_sessions(url: str, clock_offset: Callable[[], timedelta], patience: timedelta | None) -> SessionStorage:
    from adapters.token_store.redis import RedisTokenStore

    store = RedisTokenStore(url, clock_offset, patience=patience)
    return SessionStorage(store, store, store.try_out)


def sqlalchemy_storage(
    url: str, events: EventSink, clock_offset: Callable[[], timedelta], patience: timedelta | None
) -> Storage:
    from adapters.persistence.sqlalchemy.database import Database
    from adapters.persistence.sqlalchemy.migrations import migrate, revisions
    from adapters.persistence.sqlalchemy.server_check import try_out
    from adapters.persistence.sqlalchemy.unit_of_work import SqlAlchemyBeginWork, SqlAlchemyReadWork
    from adapters.token_store.database import DatabaseTokenStore

    database = Database(url, patience=patience.total_seconds() if patience else None)
    return Storage(
        connection=database,
        migrate=lambda: migrate(database),
        revisions=lambda: revisions(database),
        try_out=lambda: try_out(database),
        ping=database.ping,
        connections=database.connections,
        begin=SqlAlchemyBeginWork(database, events),
        read=SqlAlchemyReadWork(database),
        token_store=lambda: DatabaseTokenStore(database, clock_offset),
    )
