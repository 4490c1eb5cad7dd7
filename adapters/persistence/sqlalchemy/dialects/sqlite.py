"""SQLite, in a file."""

import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from adapters.persistence.sqlalchemy.dialects.dialect import (
    Dialect,
    Engines,
    PointReader,
    RowUpdater,
    UniqueViolation,
)
from adapters.persistence.sqlalchemy.dialects.sqlite_driver import BufferedConnection, ReadingConnection, connect
from adapters.persistence.sqlalchemy.dialects.sqlite_point_reads import SqlitePointReader
from adapters.persistence.sqlalchemy.dialects.sqlite_row_updates import SqliteRowUpdater
from adapters.persistence.sqlalchemy.errors import map_driver_errors
from adapters.persistence.sqlalchemy.functions import DatabaseNow, TextContains, TextPosition, UserOfArguments
from adapters.persistence.sqlalchemy.point_select import PointSelect
from adapters.persistence.sqlalchemy.row_update import RowUpdate
from domain.shared_kernel.errors import ServiceUnavailableException

T = TypeVar("T")
READERS = 4
_PRIMARY_CODE_MASK = 0xFF  # an extended result code holds the primary one in its lowest byte
_UNAVAILABLE_CODES = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_PROTOCOL,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
}
_UNIQUE_CODES = {sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY}

# A commit that was acknowledged survives the loss of power too, hence FULL: with NORMAL it would survive no more than
# the death of the process, and a session that was ended could come back.
_WRITER = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON")
_READER = ("query_only = ON",)


class Sqlite(Dialect):
    """SQLite with one connection that writes, as it allows no more; readers see the last commit and never wait for
    it."""

    timeout = 5.0
    driver_errors = (DBAPIError,)
    failed_statement_ends_transaction = False

    def engines(self, url: str, *, timeout: float) -> Engines:
        if not make_url(url).database or ":memory:" in url:
            raise ValueError("SQLite keeps a file here: name one, or use memory://")
        writer = _engine(url, BufferedConnection, "BEGIN IMMEDIATE", _WRITER, size=1, timeout=timeout)
        reader = _engine(url, ReadingConnection, "BEGIN", _READER, size=READERS, timeout=timeout)
        return Engines(
            writer=writer, reader=reader, autocommit_writer=writer, autocommit_reader=reader, migrator=writer
        )

    def point_reader(self, url: str, engines: Engines, wanted: PointSelect[T], *, timeout: float) -> PointReader[T]:
        reader = engines.autocommit_reader
        return SqlitePointReader(str(make_url(url).database), reader.dialect, wanted, _run_in_pool(self, reader))

    def row_updater(self, engines: Engines, wanted: RowUpdate, *, timeout: float) -> RowUpdater:
        return SqliteRowUpdater(self, engines.autocommit_writer, wanted, timeout=timeout)

    async def acquire_write_lock(self, connection: AsyncConnection, *, alone: bool) -> None:
        """Does nothing: ``BEGIN IMMEDIATE`` has taken the lock, and every writer is alone."""

    async def acquire_migration_lock(self, connection: AsyncConnection) -> None:
        """Does nothing: ``BEGIN IMMEDIATE`` has taken the lock."""

    async def keeps_settings(self, engines: Engines) -> bool:
        return True

    def to_domain_error(self, error: Exception) -> Exception | None:
        orig = getattr(error, "orig", None)
        code = getattr(orig, "sqlite_errorcode", sqlite3.SQLITE_OK)
        if code & _PRIMARY_CODE_MASK in _UNAVAILABLE_CODES:
            return ServiceUnavailableException()
        if code in _UNIQUE_CODES:
            return UniqueViolation(str(orig).rpartition(".")[2])
        return None


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
    )
    event.listen(engine.sync_engine, "begin", _begin_with(begin))
    event.listen(engine.sync_engine, "connect", _set_pragmas(pragmas))
    return engine


def _run_in_pool(
    dialect: Dialect, engine: AsyncEngine
) -> Callable[[str, tuple[Any, ...]], Awaitable[Sequence[Sequence[Any]]]]:
    async def run(statement: str, parameters: tuple[Any, ...]) -> Sequence[Sequence[Any]]:
        with map_driver_errors(dialect):
            async with engine.connect() as connection:
                return (await connection.exec_driver_sql(statement, parameters)).all()

    return run


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


@compiles(TextPosition, "sqlite")
def _instr(element: TextPosition, compiler: SQLCompiler, **options: Any) -> str:
    return f"instr({compiler.process(element.clauses, **options)})"


@compiles(TextContains, "sqlite")
def _is_in(element: TextContains, compiler: SQLCompiler, **options: Any) -> str:
    return f"(instr({compiler.process(element.clauses, **options)}) > 0)"


@compiles(UserOfArguments, "sqlite")
def _member(element: UserOfArguments, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_extract({compiler.process(element.clauses, **options)}, '$.user_id')"


@compiles(DatabaseNow, "sqlite")
def _strftime(_element: DatabaseNow, _compiler: SQLCompiler, **_options: Any) -> str:
    return "strftime('%Y-%m-%d %H:%M:%f', 'now')"
