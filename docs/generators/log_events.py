"""The reference of log lines, read off the calls that write them, and of the events that are logged after a commit."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import attrs

from docs.generators.markdown import code, sentence, table
from docs.generators.subclasses import every_subclass
from domain.shared_kernel.events import DomainEvent

ROOT = Path(__file__).parents[2]
LAYERS = ("application", "adapters", "entrypoints", "bootstrap")
LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}
EVENT = "%s"
"""An event writes its whole line itself."""
_LOGGER = re.compile(r"_?log(ger)?")


def text() -> str:
    """Returns a table of log lines and one of events."""
    lines = table(("level", "line", "written by"), sorted(_lines()))
    events = table(("event", "fields", "what happened"), (_event(event) for event in every_subclass(DomainEvent)))
    return f"## Lines\n\n{lines}\n## Events\n\n{events}"


def _lines() -> Iterator[tuple[str, str, str]]:
    for file in (file for layer in LAYERS for file in sorted((ROOT / layer).rglob("*.py"))):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if (line := _line(node)) is not None:
                yield (*line, code(file.relative_to(ROOT)))


def _line(node: ast.AST) -> tuple[str, str] | None:
    """Returns level and text of a call such as ``_logger.info("…")``."""
    match node:
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id=logger), attr=level),
            args=[ast.Constant(value=str(said)), *_],
            keywords=keywords,
        ) if level in LEVELS and _LOGGER.fullmatch(logger) and said != EVENT:
            fields = "".join(f" {keyword.arg}=…" for keyword in keywords if keyword.arg not in {"exc_info", "extra"})
            return ("error" if level == "exception" else level, code(said + fields))
    return None


def _event(event: type[DomainEvent]) -> tuple[str, str, str]:
    fields = ", ".join(code(field.name) for field in attrs.fields(event))
    return (code(event.__name__), fields, sentence(vars(event).get("__doc__")))
