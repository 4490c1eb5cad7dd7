"""The rows of one entity type in memory."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar, cast

from adapters.persistence.field_types import field_of
from adapters.persistence.memory.database import Row
from adapters.persistence.memory.predicates import predicate
from adapters.persistence.memory.references import Deletion, require_references
from adapters.persistence.memory.stage import Stage
from adapters.persistence.memory.uniqueness import Uniqueness
from adapters.persistence.rows import Rows
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.errors import LostRace
from domain.shared_kernel.filters import Filter
from domain.shared_kernel.sorting import Sort

T = TypeVar("T", bound=Entity)


class MemoryRows(Rows[T]):
    """Entities are copied on the way in and out, so that a change outside of the unit of work does not reach the
    table."""

    def __init__(self, stage: Stage, entity_type: type[Entity]) -> None:
        self._stage = stage
        self._entity_type = entity_type

    async def find(self, pk: object) -> T | None:
        row = self._stage.table(self._entity_type).get(pk)
        return None if row is None else self._entity(row)

    async def select(self, where: Filter, sort: Sort, *, limit: int | None = None, offset: int = 0) -> list[T]:
        field_of(self._entity_type, sort.field)
        rows = _sorted(self._matching(where), sort)
        return [self._entity(row) for row in rows[offset : None if limit is None else offset + limit]]

    async def count(self, where: Filter) -> int:
        return sum(1 for _ in self._matching(where))

    async def exists(self, where: Filter) -> bool:
        return any(True for _ in self._matching(where))

    async def insert(self, entities: Sequence[T]) -> None:
        uniqueness = Uniqueness(self._entity_type, self._stage.table(self._entity_type))
        rows = [Row.of(self._entity_type, self._numbered(entity.values())) for entity in entities]
        for row in rows:
            uniqueness.add(row)
            require_references(self._stage, self._entity_type, row.values)
        self._stage.writable_table(self._entity_type).update({row.values["pk"]: row for row in rows})
        for entity, row in zip(entities, rows, strict=True):
            entity.pk = row.values["pk"]

    async def replace(self, values: Mapping[str, object], version: int) -> None:
        pk = values["pk"]
        self._require(pk, version)
        row = Row.of(self._entity_type, values)
        Uniqueness(self._entity_type, self._stage.table(self._entity_type), except_pk=pk).add(row)
        require_references(self._stage, self._entity_type, values)
        self._stage.writable_table(self._entity_type)[pk] = row

    async def remove(self, pk: object, version: int) -> None:
        self._require(pk, version)
        Deletion(self._stage, self._entity_type, [pk]).apply()

    async def remove_first(self, where: Filter, sort: Sort, *, limit: int) -> int:
        field_of(self._entity_type, sort.field)
        first = _sorted(self._matching(where), sort)[:limit]
        Deletion(self._stage, self._entity_type, [row.values["pk"] for row in first]).apply()
        return len(first)

    def _require(self, pk: object, version: int) -> None:
        stored = self._stage.table(self._entity_type).get(pk)
        if stored is None or stored.values["version"] != version:
            raise LostRace

    def _numbered(self, values: dict[str, object]) -> dict[str, object]:
        return values if "pk" in values else {**values, "pk": self._stage.next_identity(self._entity_type)}

    def _matching(self, where: Filter) -> Iterable[Row]:
        return filter(predicate(where, self._entity_type), self._stage.table(self._entity_type).values())

    def _entity(self, row: Row) -> T:
        return cast("T", self._entity_type.restore(dict(row.values)))


def _sorted(rows: Iterable[Row], sort: Sort) -> list[Row]:
    """Sorts by value and then by ``pk``, both in the direction of ``sort``; rows without a value come last, by
    ``pk`` as well."""
    by_pk = sorted(rows, key=lambda row: row.keys["pk"], reverse=sort.descending)
    valued = [row for row in by_pk if row.keys[sort.field] is not None]
    valued.sort(key=lambda row: row.keys[sort.field], reverse=sort.descending)
    return valued + [row for row in by_pk if row.keys[sort.field] is None]
