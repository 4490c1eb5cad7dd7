"""The output of commands: text for people, or a JSON document for programs."""

import json as json_
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated, Protocol

from cyclopts import Parameter
from pydantic import BaseModel

from domain.shared_kernel.field_types.registry import field_type_of
from domain.shared_kernel.messages import Message
from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.cli.language import said
from entrypoints.schemas.from_field import write_text

Flag = Annotated[bool, Parameter(negative="", show_default=False)]
"""An option without a value, false by default."""
Json = Annotated[bool, Parameter(negative="", show_default=False, help="Print a JSON document, for programs.")]
MORE = _("{shown} of {total}. More:")
Document = BaseModel | Mapping[str, object]


class Page(Protocol):
    """A page of a list of the API."""

    @property
    def next(self) -> str | None:
        """The cursor of the next page, or ``None`` for the last."""

    @property
    def total(self) -> int | None:
        """The number of all rows, if it was counted."""


def print_result(text: Message | str | Sequence[Message | str], document: Document, *, json: bool) -> None:
    """Prints either the text, whose sentences are translated, or the document on standard output, and nothing else."""
    sentences = [text] if isinstance(text, Message | str) else text
    print(as_json(document) if json else "\n".join(map(said, sentences)))


def as_json(document: Document) -> str:
    """Returns the document as the API writes it, with line breaks."""
    plain = document.model_dump(mode="json") if isinstance(document, BaseModel) else document
    return json_.dumps(plain, indent=2, ensure_ascii=False)


def as_columns(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Returns rows in aligned columns. Unprintable characters are replaced, as a terminal could execute them."""
    everything = [titles, *(tuple(map(_harmless, row)) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*everything, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in everything)
    return "\n".join(line.rstrip() for line in lines)


def as_page(titles: Sequence[str], rows: Sequence[Sequence[str]], page: Page) -> str:
    """Returns rows in columns, and the option that shows the next page, if there is one."""
    if not page.next:
        return as_columns(titles, rows)
    more = said(MORE.bind({"shown": len(rows), "total": page.total}))
    return f"{as_columns(titles, rows)}\n\n{more} --after {page.next}"


def cell(value: object) -> str:
    """Returns a value of whatever field type as a column shows it; nothing for ``None``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(cell, value))
    return write_text(value, field_type_of(type(value)))


def instant(at: datetime) -> str:
    """Returns a time in UTC (RFC 3339)."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _harmless(text: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in text)
