"""A transaction, for whatever lives in the database."""

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
    """Raises ``ServiceUnavailableException`` when the database cannot answer."""

    def __init__(self, connection: AsyncConnection, dialect: Dialect, *, writable: bool) -> None:
        super().__init__(writable=writable)
        self.connection = connection
        self.dialect = dialect

    async def execute(self, statement: Executable, parameters: Parameters | None = None) -> CursorResult[Any]:
        """Raises ``UniqueViolation`` for a value that is taken."""
        self.require_open()
        with map_driver_errors(self.dialect):
            if span := get_span():
                with span.child(named(statement), {"db.system.name": self.connection.dialect.name}):
                    return await self.connection.execute(statement, parameters)
            return await self.connection.execute(statement, parameters)

    async def run(self, work: Callable[[Connection, *Ts], R], *arguments: *Ts) -> R:
        """Lets code that knows no ``await`` work on the connection."""
        self.require_open()
        with map_driver_errors(self.dialect):
            return await self.connection.run_sync(work, *arguments)

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """What fails inside has not happened; the transaction goes on."""
        self.require_open()
        with map_driver_errors(self.dialect):
            async with self.connection.begin_nested():
                yield

    @asynccontextmanager
    async def savepoint_if_required(self) -> AsyncIterator[None]:
        """One statement that may fail without ending the transaction."""
        if not self.dialect.failed_statement_ends_transaction:
            yield
            return
        async with self.savepoint():
            yield

    async def commit(self) -> None:
        self.require_writable()
        await run_to_completion(self._commit())

    async def _commit(self) -> None:
        with map_driver_errors(self.dialect):
            await self.connection.commit()
        self.close("committed")


def named(statement: Executable) -> str:
    """``select users``: what is done to which table, and never with which values."""
    tables = getattr(statement, "columns_clause_froms", None) or [getattr(statement, "table", None)]
    return f"{getattr(statement, '__visit_name__', 'statement')} {getattr(tables[0], 'name', '')}".rstrip()
