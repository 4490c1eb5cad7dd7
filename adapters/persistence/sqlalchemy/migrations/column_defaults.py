"""Defaults that existing rows get in a new column, taken from those of the fields."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import attrs
from sqlalchemy import Column, Dialect
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite

from adapters.persistence.field_types import comparison_key
from adapters.persistence.sqlalchemy.schema import ENTITIES
from adapters.persistence.sqlalchemy.tables import column_name, key_name, table_name
from domain.shared_kernel.fields import FieldRef

NONE_GIVEN = attrs.NOTHING


def default_of(table: str, column: str) -> Any:
    """Returns the default that the field of a column has, in the form of the column; ``NONE_GIVEN`` without one."""
    entity = next(entity for entity in ENTITIES if table_name(entity) == table)
    for reference in entity.fields.values():
        if column in (column_name(reference.name), key_name(reference)):
            return _value(entity, reference, is_key=column != column_name(reference.name))
    return NONE_GIVEN


def source_of(column: Column[Any], value: Any) -> str:
    """Returns a ``server_default`` that is this value on SQLite and PostgreSQL."""
    if isinstance(value, bool):
        return "sa.true()" if value else "sa.false()"
    on_sqlite = _literal(_stored(column, value, SQLiteDialect_aiosqlite()), "X'{}'")
    dialect: Dialect = PGDialect_asyncpg()  # type: ignore[no-untyped-call]  # untyped there
    on_postgresql = _literal(_stored(column, value, dialect), "'\\x{}'")
    if on_sqlite == on_postgresql:
        return on_sqlite
    return f'{{"sqlite": {on_sqlite}, "postgresql": {on_postgresql}}}[op.get_bind().dialect.name]'


def _value(entity: type, reference: FieldRef[object], *, is_key: bool) -> Any:
    default = getattr(attrs.fields_dict(entity)[reference.name], "default", NONE_GIVEN)
    if default is NONE_GIVEN or default is None:
        return NONE_GIVEN
    kept = reference.field_type.canonical(default)
    return comparison_key(reference, kept) if is_key else kept


def _stored(column: Column[Any], value: Any, dialect: Dialect) -> Any:
    """Returns the value as the driver is given it."""
    process: Callable[[Any], Any] | None = column.type.dialect_impl(dialect).bind_processor(dialect)
    return value if process is None else process(value)


def _literal(stored: Any, octets: str) -> str:
    """Returns the value as SQLAlchemy takes it: a text, which it quotes, or SQL. ``octets`` is the form of bytes."""
    match stored:
        case int() | float():
            return f'sa.text("{stored!r}")'
        case Decimal():
            return f'sa.text("{stored:f}")'
        case bytes() | bytearray() | memoryview():
            return f"sa.text({octets.format(bytes(stored).hex())!r})"
        case datetime() | date() | time():
            return repr(stored.isoformat())
        case timedelta():
            return repr(f"{stored // timedelta(microseconds=1)} microseconds")
        case UUID() | str():
            return repr(str(stored))
        case _:
            raise TypeError(f"a default of {type(stored).__name__} cannot be written: give it in a migration by hand")
