"""Unique fields in memory."""

from collections.abc import Mapping

from adapters.persistence.memory.database import Row, Table
from adapters.persistence.violations import duplicate_error
from domain.shared_kernel.entity import Entity

_NOTHING = object()


class Uniqueness:
    """The unique values of a table, without those of the row ``except_pk``, which is about to be replaced."""

    def __init__(self, entity_type: type[Entity], table: Table, *, except_pk: object = _NOTHING) -> None:
        self._entity_type = entity_type
        self._table, self._except_pk = table, except_pk
        self._added: set[object] = set()
        unique = (name for name, field in entity_type.fields.items() if name != "pk" and field.options.unique)
        self._taken: Mapping[str, set[object]] = {
            name: {row.keys[name] for pk, row in table.items() if pk != except_pk} for name in unique
        }

    def add(self, row: Row) -> None:
        """Reserve the unique values of a row. Raises the error that the first duplicate field declares; ``None`` is
        never a duplicate."""
        pk = row.values["pk"]
        if pk in self._added or (pk != self._except_pk and pk in self._table):
            raise duplicate_error(self._entity_type, "pk", pk)
        self._added.add(pk)
        for name, keys in self._taken.items():
            key = row.keys[name]
            if key is not None and key in keys:
                raise duplicate_error(self._entity_type, name, row.values[name])
            keys.add(key)
