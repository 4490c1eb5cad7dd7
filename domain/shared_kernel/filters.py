"""The filter language: a closed set of frozen nodes, with Python's semantics on every storage.

Storages evaluate a filter by matching these nodes exhaustively. A query that cannot be expressed by them is a named
method on a sub-port, never a new node.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Generic, NoReturn, TypeVar

import attrs

V = TypeVar("V")
E = TypeVar("E")
E_contra = TypeVar("E_contra", contravariant=True)


class Comparison(StrEnum):
    """The comparison operators, spelled as in Python."""

    EQ = "=="
    NE = "!="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="


class FilterOf(Generic[E_contra]):
    """A condition on entities of the type ``E``, and of its subclasses. Combine filters with ``&``, ``|`` and ``~``; a
    filter has no truth value."""

    __slots__ = ()

    def __and__(self, other: "FilterOf[E_contra]") -> "And[E_contra]":
        return And((self, other))

    def __or__(self, other: "FilterOf[E_contra]") -> "Or[E_contra]":
        return Or((self, other))

    def __invert__(self) -> "Not[E_contra]":
        return Not(self)

    def __bool__(self) -> NoReturn:
        raise TypeError("a filter has no truth value: combine filters with &, | and ~, and pass them to a repository")


Filter = FilterOf[Any]
"""A condition on an entity whose type is not known to type checkers, as evaluators take it."""


@attrs.frozen
class Compare(FilterOf[E_contra], Generic[E_contra, V]):
    """``field <operator> value``. On a field without a value only ``!=`` holds."""

    field: str
    operator: Comparison
    value: V = attrs.field()

    @value.validator
    def _not_none(self, _attribute: object, value: V) -> None:
        if value is None:
            raise TypeError(f"compare {self.field!r} with is_none(), not with None")


@attrs.frozen
class OneOf(FilterOf[E_contra], Generic[E_contra, V]):
    """The field's value is among ``values``; an empty ``values`` matches nothing."""

    field: str
    values: tuple[V, ...]


@attrs.frozen
class Contains(FilterOf[E_contra]):
    """The field contains ``text``: plain characters, no wildcards."""

    field: str
    text: str


@attrs.frozen
class StartsWith(FilterOf[E_contra]):
    """The field begins with ``text``: plain characters, no wildcards."""

    field: str
    text: str


@attrs.frozen
class IsNone(FilterOf[E_contra]):
    """The field has no value."""

    field: str


@attrs.frozen
class And(FilterOf[E_contra]):
    """Every part holds; without parts it always holds."""

    parts: tuple[FilterOf[E_contra], ...]


@attrs.frozen
class Or(FilterOf[E_contra]):
    """At least one part holds; without parts it never holds."""

    parts: tuple[FilterOf[E_contra], ...]


@attrs.frozen
class Not(FilterOf[E_contra]):
    """The part does not hold."""

    part: FilterOf[E_contra]


def all_of(parts: Iterable[FilterOf[E]]) -> And[E]:
    """Returns the filter that holds if every part does."""
    return And(tuple(parts))
