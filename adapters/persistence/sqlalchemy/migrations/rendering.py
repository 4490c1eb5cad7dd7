"""Renders the column types of this package in version files."""

from typing import Any, Literal

from alembic.autogenerate.api import AutogenContext
from sqlalchemy import BigInteger, String

from adapters.persistence.sqlalchemy import types


def render_item(kind: str, item: Any, context: AutogenContext) -> str | Literal[False]:
    """Returns instants and enumerations as plain SQL types, so that an old version file does not change its meaning
    with the code. ``False`` leaves an item to Alembic."""
    if kind != "type":
        return False
    match item:
        case types.UtcDateTime():
            return "sa.DateTime(timezone=True)"
        case types.Member():
            return _imported(item.impl, context)
        case String() | BigInteger():
            return _imported(item, context)
        case _:
            return False


def _imported(item: Any, context: AutogenContext) -> str:
    rendered = f"text({item.length or ''})" if isinstance(item, String) else "integer()"
    context.imports.add(f"from {types.__name__} import {rendered.partition('(')[0]}")
    return rendered
