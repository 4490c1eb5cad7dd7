"""The engines of SQLite: how transactions begin, settings of connections, and sizes of pools."""

from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from adapters.persistence.sqlalchemy.dialects.compiled_statements import COMPILED_STATEMENTS
from adapters.persistence.sqlalchemy.dialects.sqlite_driver import (
    POLL_MILLISECONDS,
    BufferedConnection,
    ReadingConnection,
    WritingConnection,
    connect,
)

# A commit that was acknowledged survives the loss of power too, hence FULL: with NORMAL it would survive no more than
# the death of the process, and a session that was ended could come back.
_WRITING = ("journal_mode = WAL", "synchronous = FULL", f"busy_timeout = {POLL_MILLISECONDS}")
_WRITER = (*_WRITING, "foreign_keys = ON")
_MIGRATOR = (*_WRITING, "foreign_keys = OFF")
_READER = ("query_only = ON",)


def writing_engine(url: str, *, timeout: float) -> AsyncEngine:
    """Returns the engine of the one connection that writes; it waits ``timeout`` seconds for the lock."""
    return _engine(url, WritingConnection, "BEGIN IMMEDIATE", _WRITER, size=1, timeout=timeout)


def migrating_engine(url: str, *, timeout: float) -> AsyncEngine:
    """Returns an engine whose connection does not enforce foreign keys: a migration that changes a table copies it and
    drops the old one, and what refers to its rows would be deleted with them."""
    return _engine(url, WritingConnection, "BEGIN IMMEDIATE", _MIGRATOR, size=1, timeout=timeout)


def reading_engine(url: str, *, size: int, timeout: float) -> AsyncEngine:
    """Returns an engine of at most ``size`` connections, which only read."""
    return _engine(url, ReadingConnection, "BEGIN", _READER, size=size, timeout=timeout)


def _engine(
    url: str, kind: type[BufferedConnection], begin: str, pragmas: tuple[str, ...], *, size: int, timeout: float
) -> AsyncEngine:
    """Turns ``isolation_level`` off: the driver would begin transactions late and deferred, and updates would be
    lost."""
    engine = create_async_engine(
        url,
        connect_args={
            "async_creator_fn": partial(connect, kind),
            "isolation_level": None,
            "timeout": timeout,
        },
        pool_size=size,
        max_overflow=0,
        pool_timeout=timeout,
        hide_parameters=True,
        execution_options={"compiled_cache": COMPILED_STATEMENTS},
    )
    event.listen(engine.sync_engine, "begin", _begin_with(begin))
    event.listen(engine.sync_engine, "connect", _set_pragmas(pragmas))
    return engine


def _begin_with(begin: str) -> Callable[[Connection], None]:
    def emit(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return emit


def _set_pragmas(pragmas: tuple[str, ...]) -> Callable[[Any, object], None]:
    def emit(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    return emit
