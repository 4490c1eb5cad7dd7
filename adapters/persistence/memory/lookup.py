"""Look-ups of single entities in memory."""

from typing import TypeVar

from adapters.batching.lookup import Found
from adapters.persistence.memory.database import NO_ROWS, MemoryDatabase
from domain.shared_kernel.entity import Entity

T = TypeVar("T", bound=Entity)


def look_up(database: MemoryDatabase, entity_type: type[T], pk: object) -> Found[T | None]:
    """Returns a copy of the committed entity with this ``pk``."""
    row = database.tables.get(entity_type, NO_ROWS).get(pk)
    return Found(None if row is None else entity_type.restore(dict(row.values)))
