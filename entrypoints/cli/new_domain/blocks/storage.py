"""The lines of the migration, and the names of what it makes."""

import re
from collections.abc import Iterator, Mapping

from entrypoints.cli.new_domain.blocks.lines import Block, call
from entrypoints.cli.new_domain.fields import OWNER
from entrypoints.cli.new_domain.shape import Shape


def _column_types(shape: Shape) -> Iterator[str]:
    columns = " ".join(["integer() text(", *(field.form.column for field in shape.fields)])
    names = [name for name in ("decimal", "duration", "integer", "text") if re.search(rf"\b{name}\(", columns)]
    yield f"from adapters.persistence.sqlalchemy.types import {', '.join(names)}"


def _columns(shape: Shape) -> Iterator[str]:
    for field in shape.fields:
        yield f'sa.Column("{field.name}", {field.form.column}, nullable={field.is_optional}),'
        if field is shape.searched:
            yield f'sa.Column("{field.name}_key", text(), nullable={field.is_optional}),'


def _foreign_keys(shape: Shape) -> Iterator[str]:
    found = {OWNER: ("users", shape.on_delete)}
    found |= {field.name: (field.target.table, field.on_delete) for field in shape.fields if field.target}
    for name, (table, on_delete) in sorted(found.items()):
        key = [f'["{name}"]', f'["{table}.id"]', f'name=op.f("fk_{shape.names.plural}_{name}_{table}")']
        key += [] if on_delete == "RESTRICT" else [f'ondelete="{on_delete.replace("_", " ")}"']
        yield from call("sa.ForeignKeyConstraint", key, indent=8, end=",")


def _indexed(shape: Shape) -> list[str]:
    own = [field.name for field in shape.filtered]
    own += [f"{shape.searched.name}_key"] if shape.searched else []
    return own


def _indexes(shape: Shape) -> Iterator[str]:
    table = shape.names.plural
    for name in sorted([*_indexed(shape), "created_at", OWNER, "status"], key=lambda each: f"{each}_id"):
        index = [f'op.f("ix_{table}_{name}_id")', f'"{table}"', f'["{name}", "id"]']
        yield from call("op.create_index", index, indent=4)


def _constraints(shape: Shape) -> Iterator[str]:
    table = shape.names.plural
    yield from (f'"fk_{table}_{each.name}_{each.target.table}",' for each in shape.fields if each.target)
    yield from (f'"ix_{table}_{name}_id",' for name in _indexed(shape))


def _names_of_columns(shape: Shape) -> Iterator[str]:
    for field in shape.fields:
        yield f'"{shape.names.plural}.{field.name}",'
        if field is shape.searched:
            yield f'"{shape.names.plural}.{field.name}_key",'


BLOCKS: Mapping[str, Block] = {
    "column types": _column_types,
    "columns": _columns,
    "foreign keys": _foreign_keys,
    "indexes": _indexes,
    "names of columns": _names_of_columns,
    "names of constraints": _constraints,
}
