"""The text of a version file."""

import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Column, Index, Table, UniqueConstraint

from adapters.persistence.sqlalchemy.migrations.changes import Changes
from adapters.persistence.sqlalchemy.migrations.column_defaults import NONE_GIVEN, default_of, source_of
from adapters.persistence.sqlalchemy.migrations.rendering import imported_names, type_source
from adapters.persistence.sqlalchemy.migrations.review import CannotBeWritten
from adapters.persistence.sqlalchemy.migrations.version_files import newest_revision

_INDENT = "    "


def source(changes: Changes, name: str, revision: str) -> str:
    """Returns the version file. Raises ``CannotBeWritten`` for a column that existing rows have no value for."""
    up, down = list(_upgrade(changes)), list(_downgrade(changes))
    names = imported_names(" ".join(up + down).replace(",", " "))
    imports = f"\nfrom adapters.persistence.sqlalchemy.types import {', '.join(names)}\n" if names else ""
    sentence = re.sub(r"[\s_-]+", " ", name.strip()).capitalize()
    return (
        f'"""{sentence}."""\n\nimport sqlalchemy as sa\nfrom alembic import op\n{imports}\n'
        f'revision = "{revision}"\ndown_revision = "{newest_revision()}"\n\n\n'
        f'def upgrade() -> None:\n    """Adds what the entities have."""\n{_block(up)}\n\n\n'
        f'def downgrade() -> None:\n    """Drops it again."""\n{_block(down)}\n'
    )


def _upgrade(changes: Changes) -> Iterator[str]:
    for table in changes.tables:
        yield from _create_table(table)
        yield from (_create_index(index) for index in _sorted_indexes(table))
    for table_name, columns in changes.columns.items():
        yield from _alter(
            table_name, [f"table.add_column({_column(each, is_new=True)})" for each in columns], columns, changes
        )
    yield from (_create_index(index) for index in changes.indexes)


def _downgrade(changes: Changes) -> Iterator[str]:
    for index in reversed(changes.indexes):
        yield f'op.drop_index(op.f("{index.name}"), table_name="{_table_of(index)}")'
    for table_name, columns in reversed(changes.columns.items()):
        if any(column.foreign_keys for column in columns):
            drops = [f'table.drop_column("{each.name}")' for each in reversed(columns)]
            yield from _alter(table_name, drops, columns, changes)
        else:
            yield from (f'op.drop_column("{table_name}", "{each.name}")' for each in reversed(columns))
    yield from (f'op.drop_table("{table.name}")' for table in reversed(changes.tables))


def _alter(table: str, acts: list[str], columns: Sequence[Column[Any]], changes: Changes) -> Iterator[str]:
    """Changes a table in a batch, which copies it on SQLite where a column refers to another table."""
    yield "\n".join([f'with op.batch_alter_table("{table}") as table:', *(f"{_INDENT}{act}" for act in acts)])
    if any(column.foreign_keys for column in columns):
        remade = [f"{_INDENT}op.execute({statement!r})" for statement in changes.remade.get(table, [])]
        if remade:
            yield "\n".join(['if op.get_bind().dialect.name == "sqlite":  # it has copied the table', *remade])


def _create_table(table: Table) -> Iterator[str]:
    parts = [f'"{table.name}"', *(_column(column) for column in table.columns)]
    for foreign_key in sorted(table.foreign_key_constraints, key=lambda each: str(each.name)):
        key = next(iter(foreign_key.elements))
        ondelete = f', ondelete="{key.ondelete}"' if key.ondelete else ""
        parts.append(
            f'sa.ForeignKeyConstraint(["{key.parent.name}"], ["{key.target_fullname}"], '
            f'name=op.f("{foreign_key.name}"){ondelete})'
        )
    parts.append(f'sa.PrimaryKeyConstraint("id", name=op.f("{table.primary_key.name}"))')
    for unique in sorted(
        (each for each in table.constraints if isinstance(each, UniqueConstraint)), key=lambda each: str(each.name)
    ):
        columns = ", ".join(f'"{column.name}"' for column in unique.columns)
        parts.append(f'sa.UniqueConstraint({columns}, name=op.f("{unique.name}"))')
    if table.dialect_options["sqlite"].get("autoincrement"):
        parts.append("sqlite_autoincrement=True")
    yield "op.create_table(\n" + "".join(f"{_INDENT}{part},\n" for part in parts) + ")"


def _column(column: Column[Any], *, is_new: bool = False) -> str:
    parts = [f'"{column.name}"', type_source(column.type)]
    if is_new:
        parts += [_foreign_key(column)] if column.foreign_keys else []
    parts.append(f"nullable={column.nullable}")
    if is_new and not column.nullable:
        parts.append(f"server_default={_server_default(column)}")
    return f"sa.Column({', '.join(parts)})"


def _foreign_key(column: Column[Any]) -> str:
    key = next(iter(column.foreign_keys))
    name = "" if key.constraint is None else f', name=op.f("{key.constraint.name}")'
    ondelete = f', ondelete="{key.ondelete}"' if key.ondelete else ""
    return f'sa.ForeignKey("{key.target_fullname}"{name}{ondelete})'


def _server_default(column: Column[Any]) -> str:
    value = default_of(column.table.name, column.name)
    if value is NONE_GIVEN:
        raise CannotBeWritten(
            (
                f"{column.table.name}.{column.name}: existing rows have no value for it, and its field has no default. "
                "Give the field one, or let it be empty: Field[… | None] = field(default=None)",
            )
        )
    return source_of(column, value)


def _create_index(index: Index) -> str:
    columns = ", ".join(f'"{column.name}"' for column in index.columns)
    return f'op.create_index(op.f("{index.name}"), "{_table_of(index)}", [{columns}])'


def _table_of(index: Index) -> str:
    return index.table.name if index.table is not None else ""


def _sorted_indexes(table: Table) -> list[Index]:
    return sorted(table.indexes, key=lambda index: str(index.name))


def _block(statements: Sequence[str]) -> str:
    return textwrap.indent("\n".join(statements), _INDENT)
