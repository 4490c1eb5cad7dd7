"""Pages of a list: by offset, or after a position (keyset), at a cost that does not grow with the depth."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Generic, TypeVar

import attrs

from domain.shared_kernel.filters import Compare, Comparison, Filter, IsNone
from domain.shared_kernel.sorting import Sort

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
    """The place of a row in an order: the comparison key of its sort field (``None`` comes last), and its ``pk``."""

    value: object
    pk: object


@attrs.frozen
class Page(Generic[T]):
    """Some rows of a list. ``offset`` is ``None`` on a page that began after a position, ``total`` if none was
    requested; ``next`` is the position of the last row if more rows follow."""

    items: Sequence[T]
    total: int | None
    limit: int
    offset: int | None
    next: Position | None


def beyond(position: Position, sort: Sort) -> Filter:
    """Returns the filter for the rows after ``position``: greater by value, or equal and greater by ``pk``; rows
    without a value last."""
    onwards = Comparison.LT if sort.descending else Comparison.GT
    by_pk: Filter = Compare("pk", onwards, position.pk)
    if sort.field == "pk":
        return by_pk
    if position.value is None:
        return IsNone(sort.field) & by_pk
    later: Filter = Compare(sort.field, onwards, position.value)
    equal: Filter = Compare(sort.field, Comparison.EQ, position.value)
    return later | IsNone(sort.field) | (equal & by_pk)
