"""The differences that a migration makes up for, sorted as it does so."""

from collections.abc import Sequence
from typing import Any

import attrs
from sqlalchemy import Column, Connection, Index, MetaData, Table, text

from adapters.persistence.sqlalchemy.migrations.unmapped import INDEXES
from adapters.persistence.sqlalchemy.schema import schema


@attrs.frozen
class Changes:
    """The additions of a migration: whole tables, columns by table, and indexes on columns that exist. ``remade`` are
    the statements of indexes that no entity defines, by table: SQLite drops them when it copies one."""

    tables: tuple[Table, ...]
    columns: dict[str, list[Column[Any]]]
    indexes: tuple[Index, ...]
    remade: dict[str, list[str]]

    @classmethod
    def of(cls, entries: Sequence[Any], connection: Connection) -> "Changes":
        """Sorts the entries, tables that others refer to first."""
        metadata: MetaData = schema()
        new = {entry[1].name for entry in entries if entry[0] == "add_table"}
        columns: dict[str, list[Column[Any]]] = {}
        for entry in entries:
            if entry[0] == "add_column":
                columns.setdefault(entry[2], []).append(metadata.tables[entry[2]].c[entry[3].name])
        indexes = [entry[1] for entry in entries if entry[0] == "add_index" and entry[1].table.name not in new]
        return cls(
            tuple(table for table in metadata.sorted_tables if table.name in new),
            columns,
            tuple(sorted(indexes, key=lambda index: str(index.name))),
            _indexes_without_entity(connection),
        )


def _indexes_without_entity(connection: Connection) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    rows = connection.execute(text("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name"))
    for name, table, sql in rows:
        if name in INDEXES and sql:
            found.setdefault(table, []).append(sql.replace("CREATE INDEX", "CREATE INDEX IF NOT EXISTS", 1))
    return found
