"""The rows of a table, as one transaction sees them."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any, TypeVar, cast

from sqlalchemy import ColumnElement, Executable, Select, delete, select

from adapters.persistence.rows import Rows
from adapters.persistence.sqlalchemy import statements
from adapters.persistence.sqlalchemy.dialects.dialect import ReferenceViolation, UniqueViolation
from adapters.persistence.sqlalchemy.entity_table import EntityTable
from adapters.persistence.sqlalchemy.filters import condition, ordering, take_apart
from adapters.persistence.sqlalchemy.inserting import insert_all
from adapters.persistence.sqlalchemy.references import missing_reference, still_referenced
from adapters.persistence.sqlalchemy.transaction import Transaction
from adapters.persistence.violations import duplicate_error
from application.ports.repository import UnreadableRow
from domain.shared_kernel.entity import Entity, references_to
from domain.shared_kernel.errors import LostRace
from domain.shared_kernel.filters import Filter
from domain.shared_kernel.sorting import Sort

T = TypeVar("T", bound=Entity)


class SqlAlchemyRows(Rows[T]):
    """The rows of one table, read and written by one transaction."""

    def __init__(self, transaction: Transaction, table: EntityTable) -> None:
        self._transaction = transaction
        self._table = table

    async def find(self, pk: object) -> T | None:
        result = await self._transaction.execute(self._table.select_by_pk, {"pk_": pk})
        with _decoding(self._table):
            row = result.first()
            return None if row is None else cast("T", self._table.entity(row))

    async def select(self, where: Filter, sort: Sort, *, limit: int | None = None, offset: int = 0) -> list[T]:
        structure, values = take_apart(where, self._table)
        if limit is None:
            everything = statements.selection(self._table, structure, sort)
            return await self._entities(everything.offset(offset) if offset else everything, values)
        values |= {"limit_": limit, "offset_": offset}
        return await self._entities(statements.page(self._table, structure, sort), values)

    async def claim(self, where: Filter, sort: Sort, *, limit: int) -> list[T]:
        """Selects and locks rows until the transaction ends, and skips rows that another transaction has locked."""
        structure, values = take_apart(where, self._table)
        return await self._entities(statements.claim(self._table, structure, sort), values | {"limit_": limit})

    async def select_where(self, condition: ColumnElement[bool]) -> list[T]:
        """Selects by a SQL condition that no filter can express, sorted by ``pk``."""
        return await self._entities(self._table.select.where(condition).order_by(self._table.pk))

    async def _entities(self, statement: Select[Any], values: Mapping[str, Any] | None = None) -> list[T]:
        result = await self._transaction.execute(statement, values)
        with _decoding(self._table):
            return [self._table.entity(row) for row in result]

    async def count(self, where: Filter) -> int:
        structure, values = take_apart(where, self._table)
        counted = await self._transaction.execute(statements.number(self._table, structure), values)
        return cast("int", counted.scalar_one())

    async def exists(self, where: Filter) -> bool:
        structure, values = take_apart(where, self._table)
        found = await self._transaction.execute(statements.first(self._table, structure), values)
        return found.first() is not None

    async def insert(self, entities: Sequence[T]) -> None:
        await insert_all(self._transaction, self._table, entities)

    async def append(self, entities: Sequence[T]) -> None:
        """Inserts entities that have their ``pk``, in one statement and without the savepoint that a duplicate needs:
        one would end the transaction."""
        await self._transaction.execute(self._table.insert, [self._table.parameters(one.values()) for one in entities])

    async def change_all(self, statement: Executable, parameters: Sequence[Mapping[str, Any]]) -> None:
        """Executes a statement once for each of the parameters."""
        await self._transaction.execute(statement, parameters)

    async def replace(self, values: Mapping[str, object], version: int) -> None:
        try:
            await self._change(self._table.update, self._table.changes(values, version))
        except UniqueViolation as violation:
            name = self._table.fields_by_column[violation.column]
            raise duplicate_error(self._table.entity_type, name, values[name]) from violation
        except ReferenceViolation as violation:
            raise await missing_reference(self._transaction, self._table, values, violation) from violation

    async def remove(self, pk: object, version: int) -> None:
        with_pk = select(self._table.pk).where(self._table.pk == pk)
        async with self._deleting(with_pk):
            await self._change(self._table.delete, {"pk_": pk, "version_": version})

    async def remove_first(self, where: Filter, sort: Sort, *, limit: int) -> int:
        matching = select(self._table.pk).where(condition(where, self._table))
        first = matching.order_by(*ordering(sort, self._table)).limit(limit)
        statement = delete(self._table.table).where(self._table.pk.in_(first))
        if not references_to(self._table.entity_type):
            return (await self._transaction.execute(statement)).rowcount
        async with self._deleting(first), self._transaction.savepoint_if_required():
            return (await self._transaction.execute(statement)).rowcount

    @asynccontextmanager
    async def _deleting(self, pks: Select[tuple[Any]]) -> AsyncIterator[None]:
        try:
            yield
        except ReferenceViolation as violation:
            raise await still_referenced(self._transaction, self._table, pks, violation) from violation

    async def _change(self, statement: Any, parameters: Mapping[str, Any]) -> None:
        async with self._transaction.savepoint_if_required():
            changed = (await self._transaction.execute(statement, parameters)).rowcount
        if changed != 1:
            raise LostRace


@contextmanager
def _decoding(table: EntityTable) -> Iterator[None]:
    try:
        yield
    except (TypeError, ValueError) as wrong:
        raise UnreadableRow(f"{table.table.name}: {wrong}") from wrong
