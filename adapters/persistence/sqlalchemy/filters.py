"""Filters as SQL, with two-valued logic as in Python: a comparison with null is false, and ``!=`` is true."""

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, String, and_, bindparam, false, not_, or_, true

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


def condition(where: Filter, of: EntityTable) -> Condition:
    """Returns the expression of ``WHERE``. Raises ``ValueError`` for an unknown field and ``TypeError`` for an unknown
    node."""
    match where:
        case Compare(name, comparison, value):
            return _compare(of.key(name), comparison, compared_key(field_of(of.entity_type, name), comparison, value))
        case OneOf(name, values):
            column = of.key(name)
            return _one_of(column, [comparison_key(field_of(of.entity_type, name), value) for value in values])
        case Contains(name, text):
            return _present(of.key(name), TextContains(*_searched(name, text, of)))
        case StartsWith(name, text):
            return _present(of.key(name), TextPosition(*_searched(name, text, of)) == 1)
        case IsNone(name):
            return _is_none(of.key(name))
        case _:
            return _combined(where, of)


def ordering(sort: Sort, of: EntityTable) -> list[ColumnElement[Any]]:
    """Returns the expressions of ``ORDER BY``: nulls last, ties by ``pk`` in the same direction."""
    columns = [of.key(sort.field)] if sort.field == "pk" else [of.key(sort.field), of.pk]
    directed = [(column, column.desc() if sort.descending else column.asc()) for column in columns]
    return [sorting.nulls_last() if column.nullable else sorting for column, sorting in directed]


def _combined(where: Filter, of: EntityTable) -> Condition:
    match where:
        case And(parts):
            return and_(true(), *(condition(part, of) for part in parts))
        case Or(parts):
            return or_(false(), *(condition(part, of) for part in parts))
        case Not(part):
            return not_(condition(part, of))
        case _:
            raise TypeError(f"a filter that this storage does not know: {where!r}")


def _compare(column: Column[Any], comparison: Comparison, value: object) -> Condition:
    compared = _OPERATORS[comparison](column, bindparam(None, value, type_=column.type))
    if comparison is Comparison.NE:
        return or_(column.is_(None), compared) if column.nullable else compared
    return _present(column, compared)


def _one_of(column: Column[Any], keys: Sequence[object]) -> Condition:
    present = [key for key in keys if key is not None]
    among = _present(column, column.in_(present)) if present else false()
    return or_(_is_none(column), among) if len(present) < len(keys) else among


def _searched(name: str, text: str, of: EntityTable) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    key = search_key(of.entity_type, name, text)
    return of.key(name), bindparam(None, key, type_=String())


def _present(column: Column[Any], holds: Condition) -> Condition:
    return and_(column.is_not(None), holds) if column.nullable else holds


def _is_none(column: Column[Any]) -> Condition:
    return column.is_(None) if column.nullable else false()
