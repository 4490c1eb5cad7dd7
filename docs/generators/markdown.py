"""Pieces of Markdown."""

import inspect
import re
from collections.abc import Iterable, Sequence

_REST_CODE = re.compile(r"``(.+?)``", re.DOTALL)


def code(text: object) -> str:
    """Returns ``text`` as inline code."""
    return f"`{text}`"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Returns a table with one line for each row; bars and line breaks in cells are escaped."""
    lines = [_row(heads), _row(["---"] * len(heads)), *(_row(row) for row in rows)]
    return "\n".join(lines) + "\n"


def fenced(text: str, language: str = "text") -> str:
    """Returns ``text`` as a block of code."""
    return f"```{language}\n{text.rstrip()}\n```\n"


def prose(docstring: str | None) -> str:
    """Returns a docstring as Markdown: its code has two backticks on either side in Python, one here."""
    return _REST_CODE.sub(r"`\1`", inspect.cleandoc(docstring or ""))


def sentence(docstring: str | None) -> str:
    """Returns a docstring as Markdown on one line."""
    return " ".join(prose(docstring).split())


def _row(cells: Sequence[str]) -> str:
    escaped = (" ".join(cell.split()).replace("|", r"\|") for cell in cells)
    return f"| {' | '.join(escaped)} |"
