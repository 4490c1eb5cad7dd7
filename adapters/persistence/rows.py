"""The operations that each storage implements; ``StoredRepository`` builds the repository's operations on them."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar

from domain.shared_kernel.entity import Entity
from domain.shared_kernel.filters import Filter
from domain.shared_kernel.sorting import Sort

T = TypeVar("T", bound=Entity)


class Rows(Protocol[T]):
    """The rows of one entity type, as one unit of work sees them. A filter or a sort that names an unknown field raises
    ``ValueError``."""

    @abstractmethod
    async def find(self, pk: object) -> T | None:
        """Returns the entity with this ``pk``, or ``None``."""

    @abstractmethod
    async def select(self, where: Filter, sort: Sort, *, limit: int | None = None, offset: int = 0) -> list[T]:
        """Returns the entities that match, sorted, from ``offset`` on and at most ``limit``."""

    @abstractmethod
    async def count(self, where: Filter) -> int:
        """Returns the number of rows that match."""

    @abstractmethod
    async def exists(self, where: Filter) -> bool:
        """Returns true if any row matches."""

    @abstractmethod
    async def insert(self, entities: Sequence[T]) -> None:
        """Stores all entities or none, and gives each the ``pk`` that it lacks. Raises the error that the first
        duplicate field declares."""

    @abstractmethod
    async def replace(self, values: Mapping[str, object], version: int) -> None:
        """Replaces the row of the same ``pk`` by ``values``. Raises ``LostRace`` unless the stored version is
        ``version``."""

    @abstractmethod
    async def remove(self, pk: object, version: int) -> None:
        """Deletes the row. Raises ``LostRace`` unless the stored version is ``version``."""

    @abstractmethod
    async def remove_first(self, where: Filter, sort: Sort, *, limit: int) -> int:
        """Deletes the first ``limit`` rows that match, and returns their number."""
