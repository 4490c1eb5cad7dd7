"""Pages of a list: by offset, or from a position onwards (keyset), which costs the same however deep it is."""

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


def beyond(position: Position, sort: Sort) -> Filter:
    """The rows that follow ``position``: later by value, or equal and later by ``pk``; rows without a value last."""
    onwards = Comparison.LT if sort.descending else Comparison.GT
    by_pk = Compare("pk", onwards, position.pk)
    if sort.field == "pk":
        return by_pk
    if position.value is None:
        return IsNone(sort.field) & by_pk
    later = Compare(sort.field, onwards, position.value)
    equal = Compare(sort.field, Comparison.EQ, position.value)
    return later | IsNone(sort.field) | (equal & by_pk)
