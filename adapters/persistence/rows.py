"""The few operations that differ from storage to storage; ``StoredRepository`` says the others in them."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar

from domain.shared_kernel.entity import Entity
from domain.shared_kernel.filters import Filter
from domain.shared_kernel.sorting import Sort

T = TypeVar("T", bound=Entity)


class Rows(Protocol[T]):
    """The rows of one entity type, as one unit of work sees them. A filter or an order that names an unknown field
    raises ``ValueError``."""

    @abstractmethod
    async def find(self, pk: object) -> T | None: ...

    @abstractmethod
    async def select(self, where: Filter, sort: Sort, *, limit: int | None = None, offset: int = 0) -> list[T]: ...

    @abstractmethod
    async def count(self, where: Filter) -> int: ...

    @abstractmethod
    async def exists(self, where: Filter) -> bool: ...

    @abstractmethod
    async def insert(self, entities: Sequence[T]) -> None:
        """Stores all or, raising what the first offender stands for, none; gives each the ``pk`` that it lacks."""

    @abstractmethod
    async def replace(self, values: Mapping[str, object], version: int) -> None:
        """Stores ``values`` over those of the same ``pk`` if their version is ``version``, else ``LostRace``."""

    @abstractmethod
    async def remove(self, pk: object, version: int) -> None:
        """Forgets the row if its version is ``version``, else ``LostRace``."""

    @abstractmethod
    async def remove_first(self, where: Filter, sort: Sort, *, limit: int) -> int:
        """Forgets the first ``limit`` rows that match; how many it was."""
