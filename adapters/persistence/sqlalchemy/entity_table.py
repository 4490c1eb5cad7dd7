"""The table of an entity type, its prepared statements, and the mapping to and from rows."""

from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Any

from sqlalchemy import Column, MetaData, bindparam, delete, insert, select, update

from adapters.persistence.field_types import comparison_key, field_of
from adapters.persistence.sqlalchemy.tables import NAMING_CONVENTION, column_name, key_name, table_of
from domain.shared_kernel.entity import Entity


class EntityTable:
    """A table with its statements. Their conditions are bound as ``pk_`` and ``version_``; columns that are set keep
    their own names."""

    def __init__(self, entity_type: type[Entity]) -> None:
        self.entity_type = entity_type
        self.table = table_of(entity_type, MetaData(naming_convention=NAMING_CONVENTION), self._key_of)
        self.fields = entity_type.fields
        self.pk = self.table.c.id
        self.columns = tuple(self.table.c[column_name(name)] for name in self.fields)
        self.fields_by_column = {key_name(reference): name for name, reference in self.fields.items()}
        self.is_identity = field_of(entity_type, "pk").options.identity
        self._keyed = tuple(filter(attrgetter("options.compare_by"), self.fields.values()))
        self._prepare()

    def _prepare(self) -> None:
        is_pk = self.pk == bindparam("pk_", type_=self.pk.type)
        is_version = self.table.c.version == bindparam("version_")
        self.select = select(*self.columns)
        self.select_by_pk = self.select.where(is_pk)
        self.insert = insert(self.table)
        self.insert_numbered = self.insert.returning(self.pk, sort_by_parameter_order=True)
        self.update = update(self.table).where(is_pk, is_version)
        self.delete = delete(self.table).where(is_pk, is_version)

    def _key_of(self, target: type[Entity]) -> Column[Any]:
        """Returns the primary key of the table of an entity, which may be this one."""
        return entity_table(target).pk

    def key(self, name: str) -> Column[Any]:
        """Returns the column in which a field is compared. Raises ``ValueError`` for an unknown field."""
        return self.table.c[key_name(field_of(self.entity_type, name))]

    def parameters(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Returns the values of all columns, without an identity that the database has yet to give."""
        parameters = {column_name(name): value for name, value in values.items()}
        for reference in self._keyed:
            parameters[key_name(reference)] = comparison_key(reference, values[reference.name])
        return parameters

    def changes(self, values: Mapping[str, Any], version: int) -> dict[str, Any]:
        """Returns the parameters of the ``update`` statement."""
        parameters = self.parameters(values)
        return {**parameters, "pk_": parameters.pop("id"), "version_": version}

    def entity(self, row: Iterable[Any]) -> Any:
        """Returns the entity of a row that begins with ``columns``."""
        return self.entity_type.restore(dict(zip(self.fields, row, strict=False)))


_entity_tables: dict[type[Entity], EntityTable] = {}


def entity_table(entity_type: type[Entity]) -> EntityTable:
    """Returns the table of an entity type. It is built once."""
    if entity_type not in _entity_tables:
        _entity_tables[entity_type] = EntityTable(entity_type)
    return _entity_tables[entity_type]
