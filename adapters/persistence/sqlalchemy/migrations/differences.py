"""The differences between the entities and a database, in lines for people."""

import warnings
from collections.abc import Iterator, Sequence
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, exc

from adapters.persistence.sqlalchemy.migrations.unmapped import is_mapped
from adapters.persistence.sqlalchemy.schema import schema

_WORDS = {
    "add_table": "no migration creates this table",
    "remove_table": "the table has no entity",
    "add_column": "no migration adds this column",
    "remove_column": "the column has no field",
    "add_index": "no migration creates this index",
    "remove_index": "the index is of no entity",
    "add_constraint": "no migration makes this unique",
    "remove_constraint": "the unique constraint is of no entity",
    "add_fk": "no migration makes this reference",
    "remove_fk": "the reference is of no entity",
}


def compared(connection: Connection) -> list[Any]:
    """Returns what Alembic finds, entry by entry."""
    context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": is_mapped})
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Skipped unsupported reflection", exc.SAWarning)
        return [entry for found in compare_metadata(context, schema()) for entry in _entries(found)]


def differences(connection: Connection) -> list[str]:
    """Returns a line for each difference, sorted; none if the migrations lead where the entities are."""
    return sorted(line_of(entry) for entry in compared(connection))


def line_of(entry: Sequence[Any]) -> str:
    """Returns the line about an entry."""
    match entry:
        case (("add_table" | "remove_table") as act, table):
            return f"{table.name}: {_WORDS[act]}"
        case (("add_column" | "remove_column") as act, _, table, column):
            return f"{table}.{column.name}: {_WORDS[act]}"
        case ("modify_nullable", _, table, column, _, _, is_nullable):
            return f"{table}.{column}: the field {'may' if is_nullable else 'must not'} be empty, unlike the column"
        case (_, _, table, column, _, old, new):
            return f"{table}.{column}: the column is {old!r}, the field needs {new!r}"
        case (act, thing):
            return f"{thing.table.name}, {thing.name}: {_WORDS.get(act, act)}"
        case _:
            return str(entry)


def _entries(found: Any) -> Iterator[Any]:
    """Alembic groups the changes of one column in a list."""
    if isinstance(found, list):
        yield from found
    else:
        yield found
