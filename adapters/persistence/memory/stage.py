"""What one unit of work sees and changes before anybody else does."""

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
        staged = self._staged.get(entity_type)
        return self._snapshot.get(entity_type, NO_ROWS) if staged is None else staged

    def staged(self, entity_type: type[Entity]) -> MutableMapping[object, Row]:
        """The table to write to: a copy from the first change on."""
        return self._staged.setdefault(entity_type, dict(self.table(entity_type)))

    def next_identity(self, entity_type: type[Entity]) -> int:
        return self._database.next_identity(entity_type)

    def commit(self) -> None:
        self.require_writable()
        self._database.publish(self._staged)
        self.close("committed")
