"""A transaction of the database, shared by repositories and token store."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeVar, TypeVarTuple

from sqlalchemy import Connection, CursorResult, Executable
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.persistence.sqlalchemy.dialects.dialect import Dialect
from adapters.persistence.sqlalchemy.errors import map_driver_errors
from adapters.persistence.sqlalchemy.shielded import run_to_completion
from adapters.persistence.unit_scope import UnitScope
from application.request_context import get_span

R = TypeVar("R")
Ts = TypeVarTuple("Ts")
Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]]


class Transaction(UnitScope):
    """An open transaction. Its methods raise ``ServiceUnavailableException`` if the database cannot answer."""

    def __init__(self, connection: AsyncConnection, dialect: Dialect, *, writable: bool) -> None:
        super().__init__(writable=writable)
        self.connection = connection
        self.dialect = dialect

    async def execute(self, statement: Executable, parameters: Parameters | None = None) -> CursorResult[Any]:
        """Executes a statement. Raises ``UniqueViolation`` for a duplicate value in a unique column."""
        self.require_open()
        with map_driver_errors(self.dialect):
            if span := get_span():
                with span.child(statement_name(statement), {"db.system.name": self.connection.dialect.name}):
                    return await self.connection.execute(statement, parameters)
            return await self.connection.execute(statement, parameters)

    async def run(self, work: Callable[[Connection, *Ts], R], *arguments: *Ts) -> R:
        """Runs a synchronous function, such as Alembic's, on the connection."""
        self.require_open()
        with map_driver_errors(self.dialect):
            return await self.connection.run_sync(work, *arguments)

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """Rolls back to here if the block fails; the transaction goes on."""
        self.require_open()
        with map_driver_errors(self.dialect):
            async with self.connection.begin_nested():
                yield

    @asynccontextmanager
    async def savepoint_if_required(self) -> AsyncIterator[None]:
        """Sets a savepoint around one statement if a failed statement would end the transaction on this database."""
        if not self.dialect.failed_statement_ends_transaction:
            yield
            return
        async with self.savepoint():
            yield

    async def commit(self) -> None:
        """Commits, even if the task is cancelled meanwhile. Raises ``RuntimeError`` if the transaction only reads or is
        closed."""
        self.require_writable()
        await run_to_completion(self._commit())

    async def _commit(self) -> None:
        with map_driver_errors(self.dialect):
            await self.connection.commit()
        self.close("committed")


def statement_name(statement: Executable) -> str:
    """Returns a statement's verb and table such as ``select users``, and never its values."""
    tables = getattr(statement, "columns_clause_froms", None) or [getattr(statement, "table", None)]
    return f"{getattr(statement, '__visit_name__', 'statement')} {getattr(tables[0], 'name', '')}".rstrip()
