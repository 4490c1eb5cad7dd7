"""Renders the column types of this package in version files."""

from collections.abc import Callable
from typing import Any, Literal

from alembic.autogenerate.api import AutogenContext
from sqlalchemy import BigInteger, String
from sqlalchemy.types import TypeEngine

from adapters.persistence.sqlalchemy import types
from domain.shared_kernel.field_types.derived import MAX_MEMBER_LENGTH


def render_item(kind: str, item: Any, context: AutogenContext) -> str | Literal[False]:
    """Returns column types as ``type_source`` does. ``False`` leaves an item to Alembic."""
    if kind != "type":
        return False
    source = type_source(item)
    context.imports.update(f"from {types.__name__} import {name}" for name in imported_names(source))
    return source


def type_source(type_: TypeEngine[Any]) -> str:
    """Returns a column type as plain SQL, so that an old version file does not change its meaning with the code."""
    if isinstance(type_, types.Converted):
        return type_source(type_.stored)
    forms = (form(type_) for kind, form in _FORMS if isinstance(type_, kind))
    return next(forms, f"sa.{type(type_).__name__}()")


_FORMS: tuple[tuple[type[TypeEngine[Any]], Callable[[Any], str]], ...] = (
    (types.UtcDateTime, lambda _: "sa.DateTime(timezone=True)"),
    (types.Member, lambda _: f"text({MAX_MEMBER_LENGTH})"),
    (types.ExactDecimal, lambda exact: f"decimal({exact.precision}, {exact.scale})"),
    (types.ExactDuration, lambda _: "duration()"),
    (String, lambda string: f"text({string.length or ''})"),
    (BigInteger, lambda _: "integer()"),
)


def imported_names(source: str) -> list[str]:
    """Returns the functions of ``types`` that sources of column types call."""
    return [name for name in ("decimal", "duration", "integer", "text") if f" {name}(" in f" {source}"]
