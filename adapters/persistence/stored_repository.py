"""The operations of every repository, implemented with the few of ``Rows``."""

from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar, Generic, TypeVar, cast

from adapters.persistence.entity_type import entity_type_of
from adapters.persistence.field_types import field_of, require_sortable
from adapters.persistence.keyset import filters_after, position_of
from adapters.persistence.rows import Rows
from adapters.persistence.unit_scope import UnitScope
from application.ports.repository import Repository
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.errors import NotFoundException
from domain.shared_kernel.filters import FilterOf, all_of
from domain.shared_kernel.pagination import DEFAULT_LIMIT, Page, Position
from domain.shared_kernel.sorting import Sort

T = TypeVar("T", bound=Entity)

_BY_PK = Sort("pk")


class StoredRepository(Repository[T], Generic[T]):
    """The base of repositories. Raises ``RuntimeError`` if it is used outside of its unit of work, or writes in one
    that only reads."""

    entity_type: ClassVar[type[Entity]]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        entity_type = entity_type_of(cls)
        if entity_type is not None:
            cls.entity_type = entity_type

    def __init__(self, unit: UnitScope, rows: Rows[T]) -> None:
        self._unit = unit
        self._rows = rows

    async def get_by_id(self, pk: object) -> T:
        self._unit.require_open()
        found = await self._rows.find(pk)
        if found is None:
            raise NotFoundException
        return found

    async def get_one(self, *filters: FilterOf[T]) -> T:
        self._unit.require_open()
        found = await self._rows.select(all_of(filters), _BY_PK, limit=2)
        if not found:
            raise NotFoundException
        if len(found) > 1:
            raise LookupError(f"more than one {self.entity_type.__name__} matches")
        return found[0]

    async def select_one(self, *filters: FilterOf[T], sort: Sort | None = None) -> T | None:
        self._unit.require_open()
        found = await self._rows.select(all_of(filters), self._sortable(sort), limit=1)
        return found[0] if found else None

    async def select_all(self, *filters: FilterOf[T], sort: Sort | None = None) -> list[T]:
        self._unit.require_open()
        return await self._rows.select(all_of(filters), self._sortable(sort))

    async def paginate(
        self,
        *filters: FilterOf[T],
        sort: Sort | None = None,
        limit: int = DEFAULT_LIMIT,
        offset: int = 0,
        after: Position | None = None,
        counted: bool = True,
    ) -> Page[T]:
        self._unit.require_open()
        if limit < 1 or offset < 0 or (offset and after is not None):
            raise ValueError("a page has at least one row, and begins at an offset or after a position")
        sort = self._sortable(sort)
        where = all_of((*filters, *filters_after(after, sort)))
        found = await self._rows.select(where, sort, limit=limit + 1, offset=offset)
        return Page(
            items=found[:limit],
            total=await self._total(filters, found, limit=limit, offset=offset, after=after) if counted else None,
            limit=limit,
            offset=offset if after is None else None,
            next=position_of(found[limit - 1], sort) if len(found) > limit else None,
        )

    async def _total(
        self, filters: Iterable[FilterOf[T]], found: list[T], *, limit: int, offset: int, after: Position | None
    ) -> int:
        """Returns the number of all rows that match, and counts them unless the page shows the last of them."""
        is_last = len(found) <= limit and after is None and (bool(found) or not offset)
        return offset + len(found) if is_last else await self._rows.count(all_of(filters))

    async def create(self, entity: T | None = None, /, **values: object) -> T:
        if entity is not None and values:
            raise TypeError("create an entity or the values of one, not both")
        (created,) = await self.bulk_create([values if entity is None else entity])
        return created

    async def bulk_create(self, items: Iterable[T | Mapping[str, object]]) -> list[T]:
        self._unit.require_writable()
        make = cast("Callable[..., T]", self.entity_type)
        entities = [item if isinstance(item, Entity) else make(**item) for item in items]
        for entity in entities:
            vars(entity).update(entity.canonical_values(vars(entity)))
        if entities:
            await self._rows.insert(entities)
        self._unit.record_changes(*entities)
        return entities

    async def update(self, entity: T, /, **changes: object) -> T:
        self._unit.require_writable()
        for name in changes:
            field_of(self.entity_type, name)
        if changes.keys() & {"pk", "version"}:
            raise ValueError("an update changes neither pk nor version by hand")
        values = {**entity.values(), **changes, "version": entity.version + 1}
        values.update(entity.canonical_values(values))
        await self._rows.replace(values, entity.version)
        vars(entity).update(values)
        self._unit.record_changes(entity)
        return entity

    async def delete(self, entity: T) -> None:
        self._unit.require_writable()
        await self._rows.remove(entity.pk, entity.version)
        self._unit.record_changes(entity)

    async def delete_first(self, *filters: FilterOf[T], sort: Sort, limit: int) -> int:
        self._unit.require_writable()
        return await self._rows.remove_first(all_of(filters), self._sortable(sort), limit=limit)

    async def count(self, *filters: FilterOf[T]) -> int:
        self._unit.require_open()
        return await self._rows.count(all_of(filters))

    async def exists(self, *filters: FilterOf[T]) -> bool:
        self._unit.require_open()
        return await self._rows.exists(all_of(filters))

    def _sortable(self, sort: Sort | None) -> Sort:
        if sort is None:
            return _BY_PK
        require_sortable(self.entity_type, sort)
        return sort
