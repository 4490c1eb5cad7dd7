"""The state of a unit of work in memory before its commit."""

from collections.abc import MutableMapping

from adapters.persistence.memory.database import NO_ROWS, MemoryDatabase, Row, Table
from adapters.persistence.unit_scope import UnitScope
from domain.shared_kernel.entity import Entity


class Stage(UnitScope):
    """The snapshot of a unit of work, and copies of the tables that it changes."""

    def __init__(self, database: MemoryDatabase, *, writable: bool) -> None:
        super().__init__(writable=writable)
        self._database = database
        self._snapshot = database.tables
        self._staged: dict[type[Entity], dict[object, Row]] = {}

    def table(self, entity_type: type[Entity]) -> Table:
        """Returns the table to read: the copy, once there is one, else the snapshot."""
        staged = self._staged.get(entity_type)
        return self._snapshot.get(entity_type, NO_ROWS) if staged is None else staged

    def writable_table(self, entity_type: type[Entity]) -> MutableMapping[object, Row]:
        """Returns the table to write to, which is copied at the first change."""
        return self._staged.setdefault(entity_type, dict(self.table(entity_type)))

    def next_identity(self, entity_type: type[Entity]) -> int:
        """Returns a number that no row of this type has had."""
        return self._database.next_identity(entity_type)

    def commit(self) -> None:
        """Publishes the changed tables. Raises ``RuntimeError`` for a unit that only reads or is closed."""
        self.require_writable()
        self._database.publish(self._staged)
        self.close("committed")
