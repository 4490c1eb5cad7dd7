"""A statement that selects one row by its primary key, for drivers that are called without SQLAlchemy."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

import attrs
from sqlalchemy import ColumnElement, Dialect, select

from adapters.persistence.sqlalchemy.entity_table import EntityTable

T = TypeVar("T")
Processor = Callable[[Any], Any]


@attrs.frozen(eq=False)
class PointSelect(Generic[T]):
    """Selects an entity and, behind its columns, ``extra`` ones. ``make`` takes the entity and their values, and
    returns the result."""

    table: EntityTable
    make: Callable[..., T]
    extra: Sequence[ColumnElement[Any]] = ()

    def text(self, dialect: Dialect, condition: str) -> str:
        """Returns the statement. ``condition`` follows the name of the column with the primary key: ``= ?``."""
        selected = select(*self.table.columns, *self.extra).select_from(self.table.table).compile(dialect=dialect)
        return f"{selected} WHERE {self.table.table.name}.{self.table.pk.name} {condition}"

    @property
    def pk_index(self) -> int:
        """The position of the primary key in a row."""
        return list(self.table.fields).index("pk")

    def key_processor(self, dialect: Dialect) -> Processor | None:
        """Returns the function that turns a primary key into the driver's value; ``None`` if it takes it as it is."""
        return self.table.pk.type.dialect_impl(dialect).bind_processor(dialect)

    def decoder(self, dialect: Dialect) -> Callable[[Sequence[Any]], T]:
        """Returns the function that turns a row of the driver into the result."""
        columns = (*self.table.columns, *self.extra)
        processors = (column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns)
        processed = [(index, process) for index, process in enumerate(processors) if process is not None]
        names, count = tuple(self.table.fields), len(self.table.columns)
        restore, make = self.table.entity_type.restore, self.make

        def decode(row: Sequence[Any]) -> T:
            values = list(row)
            for index, process in processed:
                values[index] = process(values[index])
            return make(restore(dict(zip(names, values, strict=False))), *values[count:])

        return decode
