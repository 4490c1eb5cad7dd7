"""The reference of log events, read from the calls that log them, and of the domain events that are logged after a
commit."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from docs.generators.markdown import code, sentence, table
from docs.generators.subclasses import every_event, logged_fields
from domain.shared_kernel.events import DomainEvent, SecurityEvent

ROOT = Path(__file__).parents[2]
LAYERS = ("application", "adapters", "entrypoints", "bootstrap")
LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}
_LOGGER = re.compile(r"_?log(ger)?")


def text() -> str:
    """Returns a table of log lines and one of events."""
    lines = table(("level", "line", "fields", "written by"), sorted(_lines()))
    events = table(("event", "fields", "in the audit", "what happened"), sorted(map(_event, every_event())))
    return f"## Lines\n\n{lines}\n## Events\n\n{events}"


def _lines() -> Iterator[tuple[str, str, str, str]]:
    for file in (file for layer in LAYERS for file in sorted((ROOT / layer).rglob("*.py"))):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if (line := _line(node)) is not None:
                yield (*line, code(file.relative_to(ROOT)))


def _line(node: ast.AST) -> tuple[str, str, str] | None:
    """Returns level, text and fields of a call such as ``_logger.info("…", extra={"job_id": …})``."""
    match node:
        case ast.Call(
            func=ast.Attribute(value=ast.Name(id=logger), attr=level),
            args=[ast.Constant(value=str(event)), *_],
            keywords=keywords,
        ) if level in LEVELS and _LOGGER.fullmatch(logger):
            fields = (name for keyword in keywords if keyword.arg == "extra" for name in _keys(keyword.value))
            return ("error" if level == "exception" else level, code(event), ", ".join(map(code, fields)))
    return None


def _keys(node: ast.expr) -> Iterator[str]:
    """Yields the literal keys of a dict."""
    if isinstance(node, ast.Dict):
        yield from (key.value for key in node.keys if isinstance(key, ast.Constant) and isinstance(key.value, str))


def _event(event: type[DomainEvent]) -> tuple[str, str, str, str]:
    fields = ", ".join(code(name) for name in logged_fields(event))
    action = code(event.action) if issubclass(event, SecurityEvent) else "-"
    return (code(event.event_name), fields, action, sentence(vars(event).get("__doc__")))
