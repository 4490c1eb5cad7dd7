"""Storages by the scheme of their URL. One that was not chosen is not imported."""

from abc import abstractmethod
from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

import attrs

from application.ports.clock import Clock
from application.ports.event_sink import EventSink
from application.ports.token_store import TokenStore
from application.ports.unit_of_work import BeginWork, ReadWork


class Connected(Protocol):
    """What must be opened before use, brought up to date, and closed after it."""

    @abstractmethod
    async def open(self) -> None: ...

    @abstractmethod
    async def migrate(self) -> bool:
        """Whether there was anything to change."""

    @abstractmethod
    async def close(self) -> None: ...


class Forgetful(Connected):
    """Memory needs no connection."""

    async def open(self) -> None:
        return

    async def migrate(self) -> bool:
        return False

    async def close(self) -> None:
        return


@attrs.frozen
class Storage:
    """One database, and what is kept in it."""

    connection: Connected
    begin: BeginWork
    read: ReadWork
    token_store: Callable[[], TokenStore]
    """Makes a token store of this same database."""


def memory_storage(events: EventSink, clock: Clock) -> Storage:
    from adapters.persistence.memory.database import MemoryDatabase
    from adapters.persistence.memory.unit_of_work import MemoryBeginWork, MemoryReadWork

    database = MemoryDatabase()
    return Storage(
        connection=Forgetful(),
        begin=MemoryBeginWork(database, events),
        read=MemoryReadWork(database),
        token_store=lambda: memory_token_store(clock),
    )


def memory_token_store(clock: Clock) -> TokenStore:
    from adapters.token_store.memory import MemoryTokenStore

    return MemoryTokenStore(clock)


def sqlalchemy_storage(url: str, events: EventSink, clock_offset: Callable[[], timedelta]) -> Storage:
    from adapters.persistence.sqlalchemy.database import Database
    from adapters.persistence.sqlalchemy.unit_of_work import SqlAlchemyBeginWork, SqlAlchemyReadWork
    from adapters.token_store.database import DatabaseTokenStore

    database = Database(url)
    return Storage(
        connection=database,
        begin=SqlAlchemyBeginWork(database, events),
        read=SqlAlchemyReadWork(database),
        token_store=lambda: DatabaseTokenStore(database, clock_offset),
    )
