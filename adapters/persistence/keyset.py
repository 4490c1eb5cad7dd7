"""Places in an order, as keyset pages use them."""

from adapters.persistence.field_types import comparison_key, field_of
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.filters import Compare, Filter, IsNone, Operator
from domain.shared_kernel.pagination import Position, beyond
from domain.shared_kernel.sorting import Order


def position_of(entity: Entity, order: Order) -> Position:
    """Where the entity stands in the order."""
    value = getattr(entity, order.field)
    return Position(comparison_key(field_of(type(entity), order.field), value), entity.pk)


def following(after: Position | None, order: Order) -> tuple[Filter, ...]:
    """The rows beyond a position, after a bound that this implies: along it an index jumps to where the page begins,
    so that a deep page costs no more than the first."""
    if after is None:
        return ()
    if after.value is None or order.field == "pk":
        return (beyond(after, order),)
    bound = Compare(order.field, Operator.LE if order.descending else Operator.GE, after.value)
    return bound | IsNone(order.field), beyond(after, order)
