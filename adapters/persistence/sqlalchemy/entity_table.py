"""How one entity type is stored: its table, the statements that are made once, and the way to and from rows."""

from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import Any

from sqlalchemy import Column, MetaData, bindparam, delete, insert, select, update

from adapters.persistence.field_types import comparison_key, field_of
from adapters.persistence.sqlalchemy.tables import NAMING_CONVENTION, column_name, key_name, table_of
from domain.shared_kernel.entity import Entity


class EntityTable:
    """Conditions of its statements are ``pk_`` and ``version_``: columns that are set have their own names."""

    def __init__(self, entity_type: type[Entity]) -> None:
        self.entity_type = entity_type
        self.table = table_of(entity_type, MetaData(naming_convention=NAMING_CONVENTION))
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

    def key(self, name: str) -> Column[Any]:
        """The column that stands for a field where it is compared. Raises ``ValueError`` for an unknown field."""
        return self.table.c[key_name(field_of(self.entity_type, name))]

    def parameters(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values of every column, but for an identity that is yet to be given."""
        parameters = {column_name(name): value for name, value in values.items()}
        for reference in self._keyed:
            parameters[key_name(reference)] = comparison_key(reference, values[reference.name])
        return parameters

    def changes(self, values: Mapping[str, Any], version: int) -> dict[str, Any]:
        """What ``update`` takes."""
        parameters = self.parameters(values)
        return {**parameters, "pk_": parameters.pop("id"), "version_": version}

    def entity(self, row: Iterable[Any]) -> Any:
        """The entity of a row that holds ``columns``, and maybe more after them."""
        return self.entity_type.restore(dict(zip(self.fields, row, strict=False)))


_made: dict[type[Entity], EntityTable] = {}


def entity_table(entity_type: type[Entity]) -> EntityTable:
    """Derived once."""
    if entity_type not in _made:
        _made[entity_type] = EntityTable(entity_type)
    return _made[entity_type]
