"""SQLite, in a file."""

import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from adapters.persistence.sqlalchemy.dialects.dialect import (
    Dialect,
    Engines,
    PointReader,
    PoolMode,
    ReferenceViolation,
    RowUpdater,
    UniqueViolation,
)
from adapters.persistence.sqlalchemy.dialects.sqlite_engines import migrating_engine, reading_engine, writing_engine
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


class Sqlite(Dialect):
    """SQLite with one connection that writes, as it allows no more; readers see the last commit and never wait for
    it."""

    timeout = 5.0
    driver_errors = (DBAPIError, sqlite3.Error)  # row updates use connections of the driver
    failed_statement_ends_transaction = False

    def engines(self, url: str, *, timeout: float) -> Engines:
        if not make_url(url).database or ":memory:" in url:
            raise ValueError("SQLite keeps a file here: name one, or use memory://")
        writer = writing_engine(url, timeout=timeout)
        reader = reading_engine(url, size=READERS, timeout=timeout)
        return Engines(
            writer=writer,
            reader=reader,
            autocommit_writer=writer,
            autocommit_reader=reader,
            migrator=migrating_engine(url, timeout=timeout),
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

    async def pool_mode(self, engines: Engines) -> PoolMode:
        return PoolMode.NONE

    def to_domain_error(self, error: Exception) -> Exception | None:
        orig = getattr(error, "orig", error)
        code = getattr(orig, "sqlite_errorcode", sqlite3.SQLITE_OK)
        if code & _PRIMARY_CODE_MASK in _UNAVAILABLE_CODES:
            return ServiceUnavailableException()
        if code in _UNIQUE_CODES:
            return UniqueViolation(str(orig).rpartition(".")[2])
        if code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
            return ReferenceViolation(None)
        return None


def _run_in_pool(
    dialect: Dialect, engine: AsyncEngine
) -> Callable[[str, tuple[Any, ...]], Awaitable[Sequence[Sequence[Any]]]]:
    async def run(statement: str, parameters: tuple[Any, ...]) -> Sequence[Sequence[Any]]:
        with map_driver_errors(dialect):
            async with engine.connect() as connection:
                return (await connection.exec_driver_sql(statement, parameters)).all()

    return run


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
