"""Pages of a list: by offset, or from a position onwards (keyset), which costs the same however deep it is."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Generic, TypeVar

import attrs

from domain.shared_kernel.filters import Compare, Filter, IsNone, Operator
from domain.shared_kernel.sorting import Order

T = TypeVar("T")

DEFAULT_LIMIT = 20
MAX_LIMIT = 100
MAX_OFFSET = 10_000


class Total(StrEnum):
    """How exact the number of all rows is wanted: counted with the page, at most one second old, or not at all."""

    EXACT = "exact"
    RECENT = "recent"
    NONE = "none"


@attrs.frozen
class Position:
    """A row's place in an order: what it is sorted by (its comparison key; ``None`` comes last), and its ``pk``."""

    value: object
    pk: object


@attrs.frozen
class Page(Generic[T]):
    """Some rows of a list. ``offset`` is ``None`` on a page that began at a position, ``total`` where none was
    wanted; ``next`` is the position of the last row where more rows follow."""

    items: Sequence[T]
    total: int | None
    limit: int
    offset: int | None
    next: Position | None


def beyond(position: Position, order: Order) -> Filter:
    """The rows that follow ``position``: later by value, or equal and later by ``pk``; rows without a value last."""
    onwards = Operator.LT if order.descending else Operator.GT
    by_pk = Compare("pk", onwards, position.pk)
    if order.field == "pk":
        return by_pk
    if position.value is None:
        return IsNone(order.field) & by_pk
    later = Compare(order.field, onwards, position.value)
    equal = Compare(order.field, Operator.EQ, position.value)
    return later | IsNone(order.field) | (equal & by_pk)
