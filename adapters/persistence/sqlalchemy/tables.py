"""Tables, derived from entities."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import Column, ForeignKey, Index, MetaData, Table, UniqueConstraint
from sqlalchemy.schema import SchemaItem

from adapters.persistence.sqlalchemy.types import column_type, text
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.fields import FieldRef
from domain.shared_kernel.references import OnDelete

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


KeyOf = Callable[[type[Entity]], Column[Any]]
_ON_DELETE: Mapping[OnDelete, str | None] = {
    OnDelete.RESTRICT: None,  # checked when the statement has ended, so that what cascades may go first
    OnDelete.CASCADE: "CASCADE",
    OnDelete.SET_NULL: "SET NULL",
}


def table_of(entity_type: type[Entity], metadata: MetaData, key_of: KeyOf) -> Table:
    """Returns the table of an entity; ``key_of`` returns the primary key of one that it refers to. A field that is
    compared by a key has a second column for the key. Identities of deleted rows are never given again."""
    key_first = sorted(entity_type.fields.values(), key=lambda reference: reference.name != "pk")
    items = [item for reference in key_first for item in _columns(reference, key_of)]
    numbered = entity_type.fields["pk"].options.identity
    # An option of SQLite makes SQLAlchemy import its dialect.
    options: dict[str, Any] = {"sqlite_autoincrement": True} if numbered else {}
    return Table(table_name(entity_type), metadata, *items, *_constraints(entity_type), **options)


def table_name(entity_type: type[Entity]) -> str:
    """Returns the entity's own ``table_name``, or one made of its class: ``PasswordReset`` is kept in
    ``password_resets``."""
    return (
        entity_type.table_name
        or re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", entity_type.__name__).lower() + "s"
    )


def column_name(name: str) -> str:
    """Returns the column of a field: ``id`` for ``pk``, else the field's name."""
    return "id" if name == "pk" else name


def key_name(reference: FieldRef[object]) -> str:
    """Returns the column by which the field is compared, sorted, indexed and made unique."""
    return column_name(reference.name) if reference.options.compare_by is None else f"{reference.name}_key"


def _columns(reference: FieldRef[object], key_of: KeyOf) -> Iterator[Column[object]]:
    yield Column(
        column_name(reference.name),
        column_type(reference),
        *_foreign_keys(reference, key_of),
        primary_key=reference.name == "pk",
        nullable=reference.is_nullable,
    )
    if reference.options.compare_by is not None:
        yield Column(key_name(reference), text(), nullable=reference.is_nullable)


def _foreign_keys(reference: FieldRef[object], key_of: KeyOf) -> Iterator[ForeignKey]:
    to = reference.options.reference
    if to is not None:
        yield ForeignKey(key_of(to.target), ondelete=_ON_DELETE[to.on_delete])


def _constraints(entity_type: type[Entity]) -> Iterator[SchemaItem]:
    """Indexes end in ``id``, as every sort does, so that pages are read off them without sorting."""
    for reference in entity_type.fields.values():
        if reference.options.unique is not None:
            yield UniqueConstraint(key_name(reference))
        elif reference.options.index:
            yield Index(None, key_name(reference), "id")
