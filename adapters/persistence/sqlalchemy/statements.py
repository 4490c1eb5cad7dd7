"""The statements that find rows by a filter. They depend on its structure, not on its values, so each is built once and
remembered, and SQLAlchemy then finds what it compiled it to by the statement itself."""

from functools import lru_cache
from typing import Any

from sqlalchemy import Integer, Select, bindparam, func, literal, select

from adapters.persistence.sqlalchemy.entity_table import EntityTable
from adapters.persistence.sqlalchemy.filters import Structure, condition_of, ordering
from domain.shared_kernel.sorting import Sort

_MOST = 128
"""Statements of each kind. How many structures there are is a matter of the code, but for the words of a search, of
which a statement for fifty takes some 200 KB."""


@lru_cache(_MOST)
def selection(of: EntityTable, structure: Structure, sort: Sort) -> Select[Any]:
    """Returns the statement that selects the rows that match."""
    return of.select.where(condition_of(structure, of)).order_by(*ordering(sort, of))


@lru_cache(_MOST)
def page(of: EntityTable, structure: Structure, sort: Sort) -> Select[Any]:
    """Returns the statement that selects ``limit_`` of the rows that match, behind the first ``offset_``."""
    limit, offset = (bindparam(name, type_=Integer()) for name in ("limit_", "offset_"))
    return selection(of, structure, sort).limit(limit).offset(offset)


@lru_cache(_MOST)
def claim(of: EntityTable, structure: Structure, sort: Sort) -> Select[Any]:
    """Returns the statement that selects ``limit_`` of the rows that match and that nobody has locked, and locks them
    until the transaction ends."""
    limited = selection(of, structure, sort).limit(bindparam("limit_", type_=Integer()))
    return limited.with_for_update(skip_locked=True)


@lru_cache(_MOST)
def number(of: EntityTable, structure: Structure) -> Select[int]:
    """Returns the statement that counts the rows that match."""
    return select(func.count()).select_from(of.table).where(condition_of(structure, of))


@lru_cache(_MOST)
def first(of: EntityTable, structure: Structure) -> Select[int]:
    """Returns the statement that has a row if any row matches."""
    return select(literal(1)).select_from(of.table).where(condition_of(structure, of)).limit(1)
