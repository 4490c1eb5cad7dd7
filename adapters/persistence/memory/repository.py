"""The base of repositories in memory."""

from typing import Generic, TypeVar

from adapters.persistence.memory.rows import MemoryRows
from adapters.persistence.memory.stage import Stage
from adapters.persistence.stored_repository import StoredRepository
from domain.shared_kernel.entity import Entity

T = TypeVar("T", bound=Entity)


class MemoryRepository(StoredRepository[T], Generic[T]):
    """The entities of one type, in memory."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, MemoryRows(stage, self.entity_type))
