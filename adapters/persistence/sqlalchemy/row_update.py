"""A statement that replaces one row if it has a version, for drivers that are called without SQLAlchemy."""

from collections.abc import Callable, Mapping
from typing import Any

import attrs
from sqlalchemy import Dialect

from adapters.persistence.sqlalchemy.entity_table import EntityTable


@attrs.frozen(eq=False)
class RowUpdate:
    """Sets every column of an entity where primary key and version match, so that of any number of racers with one
    version exactly one changes the row. The columns ``constant`` keep the value that the row was inserted with, and
    their indexes are left alone."""

    table: EntityTable
    constant: frozenset[str] = frozenset()

    @property
    def _columns(self) -> list[str]:
        kept = {self.table.pk.name, *self.constant}
        return [column.name for column in self.table.table.columns if column.name not in kept]

    def text(self, dialect: Dialect) -> str:
        """Returns the statement, with question marks for parameters."""
        quote = dialect.identifier_preparer.quote
        assignments = ", ".join(f"{quote(name)} = ?" for name in self._columns)
        table, pk = quote(self.table.table.name), quote(self.table.pk.name)
        return f"UPDATE {table} SET {assignments} WHERE {pk} = ? AND version = ?"  # noqa: S608  # names of ours

    def binder(self, dialect: Dialect) -> Callable[[Mapping[str, Any], int], tuple[Any, ...]]:
        """Returns the function that turns the values of an entity, and the version to replace, into parameters."""
        columns = self.table.table.columns
        names = [*self._columns, self.table.pk.name]
        processors = [columns[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names]

        def bind(values: Mapping[str, Any], version: int) -> tuple[Any, ...]:
            parameters = self.table.parameters(values)
            bound = (
                parameters[name] if process is None else process(parameters[name])
                for name, process in zip(names, processors, strict=True)
            )
            return (*bound, version)

        return bind
