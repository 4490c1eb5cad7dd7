"""Connections to PostgreSQL, which may be to a pooler such as PgBouncer.

A pooler with ``pool_mode = transaction`` lends a session of the server for one transaction. On a connection to one, a
setting is made for each transaction by the message that begins it, and a statement has no name and is parsed by the
message that executes it: as many round trips as on a session of one's own, for which the server parses a statement
once."""

from collections.abc import Mapping
from typing import Any

import asyncpg  # type: ignore[import-untyped]  # it has no types
from sqlalchemy.dialects.postgresql.asyncpg import AsyncAdapt_asyncpg_connection, AsyncAdapt_asyncpg_dbapi
from sqlalchemy.util import await_only

_AUTOCOMMIT = "autocommit"
_SINGLE_STATEMENT = "read_committed"


class PostgreSqlConnection(asyncpg.Connection):  # type: ignore[misc]  # it has no types
    """A connection of the driver. ``is_pooled`` is true if it is one to a pooler, whose sessions of the server other
    clients may use between two transactions."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._server_caps: Any
        self.is_pooled = False
        self._transaction_settings = ""

    async def apply(self, settings: Mapping[str, str]) -> None:
        """Makes settings for the session, or for every transaction if the connection is pooled: a pooler answers the
        start with a process ID of its own invention, for cancellations. A statement does it, as PgBouncer refuses
        connections that name settings in the start-up message."""
        sets = ", ".join(f"set_config('{name}', '{value}', false)" for name, value in settings.items())
        done = await self.execute(f"SELECT {sets} WHERE pg_backend_pid() = {self.get_server_pid()}")  # words of ours
        self.is_pooled = done != "SELECT 1"
        if self.is_pooled:
            self._server_caps = self._server_caps._replace(jit=False)  # or asyncpg would switch it off for a session
            own = {name.removeprefix("default_"): value for name, value in settings.items()}
            self._transaction_settings = "".join(f" SET LOCAL {name} = '{value}';" for name, value in own.items())

    async def execute(self, query: str, *arguments: object, **options: Any) -> str:
        """Executes a statement and returns its status. What begins a transaction makes the settings as well; if that
        fails, nobody knows whether the transaction has begun, and the connection is closed."""
        if not query.startswith("BEGIN"):
            status: str = await super().execute(query, *arguments, **options)
            return status
        try:
            begun: str = await super().execute(query + self._transaction_settings, *arguments, **options)
        except BaseException:
            self.terminate()
            raise
        return begun

    async def _get_statement(self, query: str, *arguments: Any, **options: Any) -> Any:
        """Returns a statement of the driver, described by the server and remembered here. On a pooled connection it is
        sent as a whole each time."""
        if not self.is_pooled:
            return await super()._get_statement(query, *arguments, **options)
        statement = await super()._get_statement(query, *arguments, **{**options, "named": ""})
        statement.mark_unprepared()
        return statement


class PostgreSqlDriver(AsyncAdapt_asyncpg_dbapi):
    """The driver for SQLAlchemy, with the settings of the connections that it makes."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        super().__init__(asyncpg)  # type: ignore[no-untyped-call]  # untyped there
        self._settings = settings

    def connect(self, *arguments: Any, **options: Any) -> AsyncAdapt_asyncpg_connection:
        """Returns a connection with the settings."""
        adapted: AsyncAdapt_asyncpg_connection = await_only(
            AsyncAdapt_asyncpg_connection.create(self, self._connected(*arguments, **options))
        )
        is_pooled = adapted.driver_connection.is_pooled
        return _PooledConnection(self, adapted.driver_connection) if is_pooled else adapted  # type: ignore[no-untyped-call]  # untyped there

    async def _connected(self, *arguments: Any, **options: Any) -> PostgreSqlConnection:
        connection: PostgreSqlConnection = await asyncpg.connect(
            *arguments, connection_class=PostgreSqlConnection, **options
        )
        try:
            await connection.apply(self._settings)
        except BaseException:
            connection.terminate()
            raise
        return connection


class _PooledConnection(AsyncAdapt_asyncpg_connection):
    """A connection to a pooler as SQLAlchemy uses it."""

    __slots__ = ()

    def set_isolation_level(self, level: str) -> None:
        """Sets the level of the next transactions. Without one there would be no settings, so that a single statement
        is a transaction that must be committed."""
        super().set_isolation_level(_SINGLE_STATEMENT if level == _AUTOCOMMIT else level)  # type: ignore[no-untyped-call]  # the same
