"""Foreign keys: the fields that they stand for, and the domain errors of those that are violated."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Column, Connection, ForeignKey, Select, inspect, literal, select

from adapters.persistence.sqlalchemy.dialects.dialect import ReferenceViolation
from adapters.persistence.sqlalchemy.entity_table import EntityTable, entity_table
from adapters.persistence.sqlalchemy.transaction import Transaction
from domain.shared_kernel.entity import Entity, references_to
from domain.shared_kernel.errors import ReferenceNotFound, StillReferenced
from domain.shared_kernel.fields import FieldRef
from domain.shared_kernel.references import OnDelete


async def missing_reference(
    transaction: Transaction, table: EntityTable, values: Mapping[str, object], violation: ReferenceViolation
) -> ReferenceNotFound:
    """Returns the error of a row that refers to nothing. SQLite does not say by which field, so each is looked up."""
    referring = [field for field in table.fields.values() if field.options.reference is not None]
    for field in referring:
        if violation.constraint is not None:
            if _constraint_name(transaction, field) == violation.constraint:
                return ReferenceNotFound(field.name)
        elif not await _is_there(transaction, field, values.get(field.name)):
            return ReferenceNotFound(field.name)
    return ReferenceNotFound(referring[0].name if referring else "")


async def still_referenced(
    transaction: Transaction, table: EntityTable, pks: Select[tuple[object]], violation: ReferenceViolation
) -> StillReferenced:
    """Returns the error of a deletion that a reference forbids. ``pks`` selects what was to be deleted."""
    for field, referring in _restricting(table.entity_type, pks, ()):
        if violation.constraint is not None:
            if _constraint_name(transaction, field) == violation.constraint:
                return StillReferenced(field.name)
        elif await _refers(transaction, field, referring):
            return StillReferenced(field.name)
    return StillReferenced("")


def _restricting(
    target: type[Entity], pks: Select[tuple[object]], seen: tuple[FieldRef[object], ...]
) -> Iterator[tuple[FieldRef[object], Select[tuple[object]]]]:
    """Yields the fields that can forbid the deletion of ``pks``, or of what is deleted with them, each with the
    selection of its rows that do."""
    for field in references_to(target):
        reference = field.options.reference
        if reference is None or any(field is each for each in seen):
            continue
        owner = entity_table(field.owner)
        referring = select(owner.pk).where(owner.key(field.name).in_(pks))
        if reference.on_delete is OnDelete.RESTRICT:
            yield field, referring
        elif reference.on_delete is OnDelete.CASCADE:
            yield from _restricting(field.owner, referring, (*seen, field))


async def _is_there(transaction: Transaction, field: FieldRef[object], pk: object) -> bool:
    if pk is None or field.options.reference is None:
        return True
    target = entity_table(field.options.reference.target)
    found = select(literal(1)).select_from(target.table).where(target.pk == pk)
    return (await transaction.execute(found)).first() is not None


async def _refers(transaction: Transaction, field: FieldRef[object], referring: Select[tuple[object]]) -> bool:
    """Returns false for an entity without a table in this database, too."""
    table = entity_table(field.owner).table.name

    def has_table(connection: Connection) -> bool:
        return inspect(connection).has_table(table)

    return await transaction.run(has_table) and (await transaction.execute(referring.limit(1))).first() is not None


def _constraint_name(transaction: Transaction, field: FieldRef[object]) -> str:
    """Returns the name that the database knows the foreign key by, which is shortened if it is long."""
    column: Column[object] = entity_table(field.owner).key(field.name)
    key: ForeignKey = next(iter(column.foreign_keys))
    assert key.constraint is not None  # noqa: S101  # it is in a table
    name = transaction.connection.dialect.identifier_preparer.format_constraint(key.constraint)
    return str(name).strip('"')
