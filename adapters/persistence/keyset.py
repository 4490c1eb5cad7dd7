"""Places in an order, as keyset pages use them."""

from adapters.persistence.field_types import comparison_key, field_of
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.filters import Compare, Comparison, Filter, IsNone
from domain.shared_kernel.pagination import Position, beyond
from domain.shared_kernel.sorting import Sort


def position_of(entity: Entity, sort: Sort) -> Position:
    """Where the entity stands in the order."""
    value = getattr(entity, sort.field)
    return Position(comparison_key(field_of(type(entity), sort.field), value), entity.pk)


def following(after: Position | None, sort: Sort) -> tuple[Filter, ...]:
    """The rows beyond a position, after a bound that this implies: along it an index jumps to where the page begins,
    so that a deep page costs no more than the first."""
    if after is None:
        return ()
    if after.value is None or sort.field == "pk":
        return (beyond(after, sort),)
    bound = Compare(sort.field, Comparison.LE if sort.descending else Comparison.GE, after.value)
    return bound | IsNone(sort.field), beyond(after, sort)
