"""What a command says when it is done: a sentence for people, or a document for programs."""

import json as json_
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Annotated, Protocol

from cyclopts import Parameter
from pydantic import BaseModel

Flag = Annotated[bool, Parameter(negative="", show_default=False)]
"""Said, or not."""
Json = Annotated[bool, Parameter(negative="", show_default=False, help="Print a JSON document, for programs.")]
Document = BaseModel | Mapping[str, object]


class Page(Protocol):
    """Of the lists of the API."""

    @property
    def next(self) -> str | None: ...

    @property
    def total(self) -> int | None: ...


def print_result(sentence: str, document: Document, *, json: bool) -> None:
    """Standard output has the one or the other, and nothing else."""
    print(as_json(document) if json else sentence)


def as_json(document: Document) -> str:
    """As the API writes it, with line breaks."""
    plain = document.model_dump(mode="json") if isinstance(document, BaseModel) else document
    return json_.dumps(plain, indent=2, ensure_ascii=False)


def as_columns(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows in columns, for people. What a terminal could take for an order is not handed to it."""
    everything = [titles, *(tuple(map(_harmless, row)) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*everything, strict=True)]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in everything)
    return "\n".join(line.rstrip() for line in lines)


def as_page(titles: Sequence[str], rows: Sequence[Sequence[str]], page: Page) -> str:
    """In columns, with how to ask for more, where there is more."""
    more = f"\n\n{len(rows)} of {page.total}. More: --after {page.next}" if page.next else ""
    return as_columns(titles, rows) + more


def instant(at: datetime) -> str:
    """RFC 3339, in UTC."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _harmless(text: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in text)
