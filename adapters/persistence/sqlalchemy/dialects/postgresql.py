"""PostgreSQL, by asyncpg.

Transactions that write are ``SERIALIZABLE``, so that what one reads and another changes ends one of them with
``LostRace``, whichever rows that were. A task that lost writes alone the next time and cannot lose again: all others
lock the table ``write_turns`` in a mode that is compatible with itself but not with the mode of the one alone. ``LOCK
TABLE`` is the only way to wait before the snapshot of a transaction is taken, and nothing is ever written to that
table, so that nothing else locks it.
"""

from typing import Any, TypeVar

import asyncpg  # type: ignore[import-untyped]  # it has no types
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler

from adapters.persistence.sqlalchemy.dialects.dialect import (
    Dialect,
    Engines,
    PointReader,
    PoolMode,
    ReferenceViolation,
    UniqueViolation,
)
from adapters.persistence.sqlalchemy.dialects.postgresql_point_reads import PostgreSqlPointReader
from adapters.persistence.sqlalchemy.dialects.postgresql_pool import pool_of
from adapters.persistence.sqlalchemy.functions import DatabaseNow, TextContains, TextPosition, UserOfArguments
from adapters.persistence.sqlalchemy.point_select import PointSelect
from adapters.persistence.sqlalchemy.row_update import RowUpdate
from domain.shared_kernel.errors import LostRace, ServiceUnavailableException

T = TypeVar("T")
READERS = 8
WRITERS = 4
_TURNS = 20
_MIGRATION_LOCK = 0x636F72746578  # "cortex" in ASCII, to be recognised in pg_locks

_LOST_RACE_STATES = {"40001", "40P01"}  # serialization_failure, deadlock_detected
_CONNECTION_ERRORS = (OSError, asyncpg.InternalClientError)  # the latter if the server has just ended an idle session
_UNIQUE_STATE = "23505"
_REFERENCE_STATE = "23503"
_UNAVAILABLE_STATES = (
    "08",  # connection exceptions
    "25006",  # read_only_sql_transaction: a standby
    "25P03",  # idle_in_transaction_session_timeout
    "28",  # invalid authorization
    "3D000",  # no such database
    "42501",  # insufficient_privilege
    "53",  # insufficient resources: connections, memory, disk
    "55P03",  # lock_not_available: lock_timeout
    "57",  # operator intervention: shutdown, starting up, query cancelled
    "58",  # system errors
)


class PostgreSql(Dialect):
    """PostgreSQL with a pool for readers, whose transactions are snapshots, and one for writers; neither waits for the
    other."""

    timeout = 2.0
    driver_errors = (DBAPIError, asyncpg.PostgresError, asyncpg.InterfaceError, *_CONNECTION_ERRORS)
    failed_statement_ends_transaction = True

    def engines(self, url: str, *, timeout: float) -> Engines:
        writers = pool_of(url, size=WRITERS, timeout=timeout)
        readers = pool_of(url, size=READERS, timeout=timeout, default_transaction_read_only="on")
        return Engines(
            writer=writers.execution_options(isolation_level="SERIALIZABLE"),
            reader=readers.execution_options(isolation_level="REPEATABLE READ"),
            autocommit_writer=writers.execution_options(isolation_level="AUTOCOMMIT"),
            autocommit_reader=readers.execution_options(isolation_level="AUTOCOMMIT"),
            migrator=writers.execution_options(isolation_level="READ COMMITTED"),
        )

    def point_reader(self, url: str, engines: Engines, wanted: PointSelect[T], *, timeout: float) -> PointReader[T]:
        return PostgreSqlPointReader(self, engines.autocommit_reader, wanted, timeout=timeout)

    def row_updater(self, engines: Engines, wanted: RowUpdate, *, timeout: float) -> None:
        """Commits of several connections are flushed together by the server, and one statement for several rows could
        deadlock with another."""

    async def acquire_write_lock(self, connection: AsyncConnection, *, alone: bool) -> None:
        await connection.exec_driver_sql(f"LOCK TABLE write_turns IN {'EXCLUSIVE' if alone else 'ROW SHARE'} MODE")

    async def acquire_migration_lock(self, connection: AsyncConnection) -> None:
        await connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})

    async def pool_mode(self, engines: Engines) -> PoolMode:
        """Two connections take turns: what one gets of the server while the other keeps its own is never the same. A
        busy pooler may need some turns to show it."""
        async with engines.writer.connect() as one, engines.reader.connect() as other:
            if not (await one.get_raw_connection()).driver_connection.is_pooled:  # type: ignore[union-attr]  # ours
                return PoolMode.NONE
            for _turn in range(_TURNS):
                if await _server_process(one) == await _server_process(other):
                    return PoolMode.TRANSACTION
        return PoolMode.SESSION

    def to_domain_error(self, error: Exception) -> Exception | None:
        cause = _cause(error)
        state = getattr(cause, "sqlstate", None) or ""
        if state in _LOST_RACE_STATES:
            return LostRace()
        if state == _UNIQUE_STATE:
            return UniqueViolation(_column(cause))
        if state == _REFERENCE_STATE:
            return ReferenceViolation(getattr(cause, "constraint_name", None))
        is_lost = isinstance(cause, _CONNECTION_ERRORS) or getattr(error, "connection_invalidated", False)
        return ServiceUnavailableException() if is_lost or state.startswith(_UNAVAILABLE_STATES) else None


async def _server_process(connection: AsyncConnection) -> object:
    """Returns the ID of the process that answers, in a transaction."""
    process = (await connection.exec_driver_sql("SELECT pg_backend_pid()")).scalar_one()
    await connection.rollback()
    return process


def _cause(error: Exception) -> BaseException:
    """Returns the exception that asyncpg raised."""
    wrapped = error.orig if isinstance(error, DBAPIError) else None
    return error if wrapped is None else wrapped.__cause__ or wrapped


def _column(violation: Any) -> str:
    """Returns ``email_key`` for ``uq_users_email_key``: constraints are named by convention."""
    constraint, table = violation.constraint_name, violation.table_name
    return "id" if constraint == f"pk_{table}" else str(constraint).removeprefix(f"uq_{table}_")


@compiles(TextPosition, "postgresql")
def _strpos(element: TextPosition, compiler: SQLCompiler, **options: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **options)})"


@compiles(TextContains, "postgresql")
def _like(element: TextContains, compiler: SQLCompiler, **options: Any) -> str:
    """Compiles to ``LIKE``, the only exact search that a trigram index answers."""
    text, part = (compiler.process(clause, **options) for clause in element.clauses)
    escaped = part
    for special in ("\\", "%", "_"):
        escaped = f"replace({escaped}, '{special}', '\\{special}')"
    return f"({text} LIKE '%' || {escaped} || '%')"


@compiles(UserOfArguments, "postgresql")
def _member(element: UserOfArguments, compiler: SQLCompiler, **options: Any) -> str:
    return f"(({compiler.process(element.clauses, **options)})::json ->> 'user_id')"


@compiles(DatabaseNow, "postgresql")
def _clock_timestamp(_element: DatabaseNow, _compiler: SQLCompiler, **_options: Any) -> str:
    return "clock_timestamp()"
