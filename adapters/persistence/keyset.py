"""Keyset pagination: positions in a sorted list, and the filters that select the rows after one."""

from adapters.persistence.field_types import comparison_key, field_of
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.filters import Compare, Comparison, Filter, IsNone
from domain.shared_kernel.pagination import Position, beyond
from domain.shared_kernel.sorting import Sort


def position_of(entity: Entity, sort: Sort) -> Position:
    """Returns the position of the entity in the sorted list."""
    value = getattr(entity, sort.field)
    return Position(comparison_key(field_of(type(entity), sort.field), value), entity.pk)


def filters_after(after: Position | None, sort: Sort) -> tuple[Filter, ...]:
    """Returns filters that select the rows after a position; none without a position. The first is a bound that the
    second implies: an index can seek to it, so that a deep page costs no more than the first."""
    if after is None:
        return ()
    if after.value is None or sort.field == "pk":
        return (beyond(after, sort),)
    bound: Filter = Compare(sort.field, Comparison.LE if sort.descending else Comparison.GE, after.value)
    return bound | IsNone(sort.field), beyond(after, sort)
