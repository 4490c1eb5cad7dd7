"""The filter language: a closed set of frozen nodes, with Python's semantics on every storage.

Storages evaluate a filter by matching these nodes exhaustively. A query that cannot be expressed by them is a named
method on a sub-port, never a new node.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Generic, NoReturn, TypeVar

import attrs

V = TypeVar("V")


class Comparison(StrEnum):
    """The comparison operators, spelled as in Python."""

    EQ = "=="
    NE = "!="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="


class Filter:
    """A condition on one entity. Combine filters with ``&``, ``|`` and ``~``; a filter has no truth value."""

    __slots__ = ()

    def __and__(self, other: "Filter") -> "And":
        return And((self, other))

    def __or__(self, other: "Filter") -> "Or":
        return Or((self, other))

    def __invert__(self) -> "Not":
        return Not(self)

    def __bool__(self) -> NoReturn:
        raise TypeError("a filter has no truth value: combine filters with &, | and ~, and pass them to a repository")


@attrs.frozen
class Compare(Filter, Generic[V]):
    """``field <operator> value``. On a field without a value only ``!=`` holds."""

    field: str
    operator: Comparison
    value: V = attrs.field()

    @value.validator
    def _not_none(self, _attribute: object, value: V) -> None:
        if value is None:
            raise TypeError(f"compare {self.field!r} with is_none(), not with None")


@attrs.frozen
class OneOf(Filter, Generic[V]):
    """The field's value is among ``values``; an empty ``values`` matches nothing."""

    field: str
    values: tuple[V, ...]


@attrs.frozen
class Contains(Filter):
    """The field contains ``text``: plain characters, no wildcards."""

    field: str
    text: str


@attrs.frozen
class StartsWith(Filter):
    """The field begins with ``text``: plain characters, no wildcards."""

    field: str
    text: str


@attrs.frozen
class IsNone(Filter):
    """The field has no value."""

    field: str


@attrs.frozen
class And(Filter):
    """Every part holds; without parts it always holds."""

    parts: tuple[Filter, ...]


@attrs.frozen
class Or(Filter):
    """At least one part holds; without parts it never holds."""

    parts: tuple[Filter, ...]


@attrs.frozen
class Not(Filter):
    """The part does not hold."""

    part: Filter


def all_of(parts: Iterable[Filter]) -> And:
    """Returns the filter that holds if every part does."""
    return And(tuple(parts))
