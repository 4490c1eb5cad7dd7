"""Filters as SQL, with two-valued logic as in Python: a comparison with null is false, and ``!=`` is true.

The SQL depends on the structure of a filter alone. So a filter is taken apart into its structure, by which statements
are remembered, and its values, which are parameters.
"""

import operator
from collections.abc import Callable, Mapping
from typing import Any

import attrs
from sqlalchemy import BindParameter, Column, ColumnElement, String, and_, bindparam, false, not_, or_, true
from sqlalchemy.types import TypeEngine

from adapters.persistence.field_types import compared_key, comparison_key, field_of, search_key
from adapters.persistence.sqlalchemy.entity_table import EntityTable
from adapters.persistence.sqlalchemy.functions import TextContains, TextPosition
from domain.shared_kernel.filters import (
    And,
    Compare,
    Comparison,
    Contains,
    Filter,
    IsNone,
    Not,
    OneOf,
    Or,
    StartsWith,
)
from domain.shared_kernel.sorting import Sort

Condition = ColumnElement[bool]

_OPERATORS: Mapping[Comparison, Callable[[Any, Any], Condition]] = {
    Comparison.EQ: operator.eq,
    Comparison.NE: operator.ne,
    Comparison.LT: operator.lt,
    Comparison.LE: operator.le,
    Comparison.GT: operator.gt,
    Comparison.GE: operator.ge,
}


@attrs.frozen
class Structure:
    """A filter whose values are names of parameters."""

    where: Filter


def condition(where: Filter, of: EntityTable) -> Condition:
    """Returns the expression of ``WHERE`` with its values. Raises as ``take_apart`` does."""
    structure, values = take_apart(where, of)
    return _Conditions(of, values).of_filter(structure.where)


def take_apart(where: Filter, of: EntityTable) -> tuple[Structure, dict[str, Any]]:
    """Returns the structure of a filter, and the values of its parameters by their names. Raises ``ValueError`` for an
    unknown field or a value that the field cannot hold, and ``TypeError`` for an unknown node."""
    values: dict[str, Any] = {}
    return Structure(_without_values(where, of, values)), values


def condition_of(structure: Structure, of: EntityTable) -> Condition:
    """Returns the expression of ``WHERE``, whose parameters have no values yet."""
    return _Conditions(of, {}).of_filter(structure.where)


def ordering(sort: Sort, of: EntityTable) -> list[ColumnElement[Any]]:
    """Returns the expressions of ``ORDER BY``: nulls last, ties by ``pk`` in the same direction."""
    columns = [of.key(sort.field)] if sort.field == "pk" else [of.key(sort.field), of.pk]
    directed = [(column, column.desc() if sort.descending else column.asc()) for column in columns]
    return [sorting.nulls_last() if column.nullable else sorting for column, sorting in directed]


def _without_values(where: Filter, of: EntityTable, values: dict[str, Any]) -> Filter:
    def parameter(value: object) -> str:
        name = f"value_{len(values)}"
        values[name] = value
        return name

    match where:
        case Compare(name, comparison, value):
            key = compared_key(field_of(of.entity_type, name), comparison, value)
            return Compare(name, comparison, parameter(key))
        case OneOf(name, among):
            keys = [comparison_key(field_of(of.entity_type, name), value) for value in among]
            present = [key for key in keys if key is not None]
            absent = (None,) if len(present) < len(keys) else ()
            return OneOf(name, (parameter(present), *absent) if present else absent)
        case Contains(name, text) | StartsWith(name, text):
            return type(where)(name, parameter(search_key(of.entity_type, name, text)))
        case And(parts) | Or(parts):
            return type(where)(tuple([_without_values(part, of, values) for part in parts]))
        case Not(part):
            return Not(_without_values(part, of, values))
        case IsNone():
            return where
        case _:
            raise TypeError(f"a filter that this storage does not know: {where!r}")


@attrs.frozen
class _Conditions:
    """Expressions on the columns of a table; parameters have those of the values that there are."""

    of: EntityTable
    values: Mapping[str, Any]

    def of_filter(self, where: Filter) -> Condition:
        match where:
            case Compare(name, comparison, parameter):
                return self._compare(self.of.key(name), comparison, parameter)
            case OneOf(name, parameters):
                return self._one_of(self.of.key(name), parameters)
            case Contains(name, parameter):
                return self._matched(TextContains, self.of.key(name), parameter)
            case StartsWith(name, parameter):
                return self._matched(_starts_with, self.of.key(name), parameter)
            case IsNone(name):
                return _is_none(self.of.key(name))
            case _:
                return self._combined(where)

    def _combined(self, where: Filter) -> Condition:
        match where:
            case And(parts):
                return and_(true(), *map(self.of_filter, parts))
            case Or(parts):
                return or_(false(), *map(self.of_filter, parts))
            case Not(part):
                return not_(self.of_filter(part))
            case _:
                raise TypeError(f"a filter that this storage does not know: {where!r}")

    def _compare(self, column: Column[Any], comparison: Comparison, parameter: str) -> Condition:
        compared = _OPERATORS[comparison](column, self._parameter(parameter, column.type))
        if comparison is Comparison.NE:
            return or_(column.is_(None), compared) if column.nullable else compared
        return _present(column, compared)

    def _one_of(self, column: Column[Any], parameters: tuple[str | None, ...]) -> Condition:
        lists = [self._parameter(name, column.type, expanding=True) for name in parameters if name is not None]
        among = or_(false(), *(_present(column, column.in_(values)) for values in lists))
        return or_(_is_none(column), among) if None in parameters else among

    def _matched(self, matches: Callable[[Any, Any], Condition], column: Column[Any], parameter: str) -> Condition:
        return _present(column, matches(column, self._parameter(parameter, String())))

    def _parameter(self, name: str, type_: TypeEngine[Any], *, expanding: bool = False) -> BindParameter[Any]:
        if name in self.values:
            return bindparam(name, self.values[name], type_=type_, expanding=expanding, unique=True)
        return bindparam(name, type_=type_, expanding=expanding)


def _starts_with(column: Column[Any], text: BindParameter[Any]) -> Condition:
    return TextPosition(column, text) == 1


def _present(column: Column[Any], holds: Condition) -> Condition:
    return and_(column.is_not(None), holds) if column.nullable else holds


def _is_none(column: Column[Any]) -> Condition:
    return column.is_(None) if column.nullable else false()
