"""Inserts new entities: all of them or none."""

from collections.abc import Sequence
from typing import Any, cast

from adapters.persistence.sqlalchemy.dialects.dialect import ReferenceViolation, UniqueViolation
from adapters.persistence.sqlalchemy.entity_table import EntityTable
from adapters.persistence.sqlalchemy.references import missing_reference
from adapters.persistence.sqlalchemy.transaction import Transaction
from adapters.persistence.violations import duplicate_error
from domain.shared_kernel.entity import Entity


async def insert_all(transaction: Transaction, table: EntityTable, entities: Sequence[Entity]) -> None:
    """Inserts all entities, and then sets the ``pk`` of each. Raises the error that the first duplicate field
    declares."""
    if len(entities) == 1:
        async with transaction.savepoint_if_required():
            numbers = await _insert_each(transaction, table, entities)
    else:
        numbers = await _insert_many(transaction, table, entities)
    for entity, number in zip(entities, numbers, strict=True):
        entity.pk = number


async def _insert_many(transaction: Transaction, table: EntityTable, entities: Sequence[Entity]) -> Sequence[Any]:
    """Inserts as a batch; if that fails, inserts one by one, as the database does not name the row that violates a
    constraint."""
    try:
        async with transaction.savepoint():
            return await _insert_batch(transaction, table, entities)
    except (UniqueViolation, ReferenceViolation):
        async with transaction.savepoint():
            return await _insert_each(transaction, table, entities)


async def _insert_batch(transaction: Transaction, table: EntityTable, entities: Sequence[Entity]) -> Sequence[Any]:
    parameters = [table.parameters(entity.values()) for entity in entities]
    numbered = ["id" in values for values in parameters]
    if not any(numbered):
        return (await transaction.execute(table.insert_numbered, parameters)).scalars().all()
    if not all(numbered):
        return await _insert_each(transaction, table, entities)
    await transaction.execute(table.insert, parameters)
    return [values["id"] for values in parameters]


async def _insert_each(transaction: Transaction, table: EntityTable, entities: Sequence[Entity]) -> Sequence[Any]:
    return [await _insert(transaction, table, entity.values()) for entity in entities]


async def _insert(transaction: Transaction, table: EntityTable, values: dict[str, object]) -> Any:
    try:
        result = await transaction.execute(table.insert, table.parameters(values))
    except UniqueViolation as violation:
        name = table.fields_by_column[violation.column]
        raise duplicate_error(table.entity_type, name, values[name]) from violation
    except ReferenceViolation as violation:
        raise await missing_reference(transaction, table, values, violation) from violation
    return cast("Sequence[Any]", result.inserted_primary_key)[0]
