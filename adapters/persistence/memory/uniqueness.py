"""No value twice in a unique field."""

from collections.abc import Mapping

from adapters.persistence.memory.database import Row, Table
from adapters.persistence.violations import taken
from domain.shared_kernel.entity import Entity

_NOTHING = object()


class Uniqueness:
    """The unique values of a table, but for those of the row ``besides``, which is about to be replaced."""

    def __init__(self, entity_type: type[Entity], table: Table, *, besides: object = _NOTHING) -> None:
        self._entity_type = entity_type
        unique = (name for name, field in entity_type.fields.items() if name == "pk" or field.options.unique)
        self._taken: Mapping[str, set[object]] = {
            name: {row.keys[name] for pk, row in table.items() if pk != besides} for name in unique
        }

    def add(self, row: Row) -> None:
        """Takes the row's values. Raises what the first one that was taken already stands for; absent ones are many."""
        for name, keys in self._taken.items():
            key = row.keys[name]
            if key is not None and key in keys:
                raise taken(self._entity_type, name, row.values[name])
            keys.add(key)
