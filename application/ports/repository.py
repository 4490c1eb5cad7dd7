from abc import abstractmethod
from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

from domain.shared_kernel.entity import Entity
from domain.shared_kernel.filters import FilterOf
from domain.shared_kernel.pagination import DEFAULT_LIMIT, Page, Position
from domain.shared_kernel.sorting import Sort

T = TypeVar("T", bound=Entity)


class UnreadableRow(Exception):
    """A stored row holds what no entity can: somebody else than this service wrote it."""


class Repository(Generic[T]):
    """The entities of one type, inside a unit of work.

    Several filters are combined with "and". Without ``sort`` rows come by ``pk``; every order ends in ``pk``, in its
    own direction. Entities are returned as copies: only ``update`` stores a change. Whatever reads a row that was
    written by somebody else, and fits no entity, raises ``UnreadableRow``. A sub-port names its entity once,
    ``class UserRepository(Repository[User])``, and builds its queries from these operations, which makes them work on
    every storage.
    """

    @abstractmethod
    async def get_by_id(self, pk: object) -> T:
        """Returns the entity with this ``pk``. Raises ``NotFoundException``."""

    @abstractmethod
    async def get_one(self, *filters: FilterOf[T]) -> T:
        """Returns the only entity that matches. Raises ``NotFoundException`` for none and ``LookupError`` for more than
        one."""

    @abstractmethod
    async def select_one(self, *filters: FilterOf[T], sort: Sort | None = None) -> T | None:
        """Returns the first entity that matches, or ``None``."""

    @abstractmethod
    async def select_all(self, *filters: FilterOf[T], sort: Sort | None = None) -> list[T]:
        """Returns every entity that matches; for sets that are known to be small."""

    @abstractmethod
    async def paginate(
        self,
        *filters: FilterOf[T],
        sort: Sort | None = None,
        limit: int = DEFAULT_LIMIT,
        offset: int = 0,
        after: Position | None = None,
        counted: bool = True,
    ) -> Page[T]:
        """Returns at most ``limit`` entities, skipping ``offset`` or following ``after`` (not both: ``ValueError``),
        and the total of matches unless ``counted`` is false; rows and total are of one snapshot."""

    @abstractmethod
    async def create(self, entity: T | None = None, /, **values: object) -> T:
        """Stores a new entity, or one made from ``values``. Its ``pk`` is readable afterwards. Raises the exception
        that the violated unique field declares, else ``DuplicateValue``."""

    @abstractmethod
    async def bulk_create(self, items: Iterable[T | Mapping[str, object]]) -> list[T]:
        """Stores all of the entities, or none if it raises as ``create`` does."""

    @abstractmethod
    async def update(self, entity: T, /, **changes: object) -> T:
        """Applies ``changes``, if any, stores the entity and increments its ``version``. Raises ``LostRace`` if the
        stored version is another or the row is gone, and for unique fields as ``create`` does; the entity is then as it
        was before."""

    @abstractmethod
    async def delete(self, entity: T) -> None:
        """Removes the entity. Raises ``LostRace`` if the stored version is another or the row is gone."""

    @abstractmethod
    async def delete_first(self, *filters: FilterOf[T], sort: Sort, limit: int) -> int:
        """Removes the first ``limit`` entities that match, in this order, without reading them, and returns how many
        were removed: for rows that are no longer needed."""

    @abstractmethod
    async def count(self, *filters: FilterOf[T]) -> int:
        """Returns the number of entities that match."""

    @abstractmethod
    async def exists(self, *filters: FilterOf[T]) -> bool:
        """Returns whether any entity matches, without counting."""
