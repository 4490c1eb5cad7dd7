"""The Sphinx extension that replaces ``<!-- generated: settings -->`` on a page by generated text."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.typing import ExtensionMetadata

from docs.generators import (
    command_line,
    documents,
    endpoints,
    log_events,
    mails,
    metrics,
    new_domain,
    permissions,
    ports,
    problems,
    settings,
)

ROOT = Path(__file__).parents[2]
FOLDERS = ("domain", "application", "adapters", "entrypoints", "bootstrap", "docs/generators")
SUFFIXES = {".py", ".md", ".jinja"}
MARK = re.compile(r"^<!-- generated: (\w+) -->$", re.MULTILINE)
GENERATORS: Mapping[str, Callable[[], str]] = {
    "architecture": documents.architecture,
    "changelog": documents.changelog,
    "command_line": command_line.text,
    "contributing": documents.contributing,
    "endpoints": endpoints.text,
    "log_events": log_events.text,
    "mails": mails.text,
    "metrics": metrics.text,
    "new_domain": new_domain.text,
    "permissions": permissions.text,
    "ports": ports.text,
    "problems": problems.text,
    "security": documents.security,
    "settings": settings.text,
}
"""Functions that generate texts, by the names in the marks of pages."""


def filled(page: str) -> str:
    """Returns ``page`` with each mark replaced by what its generator makes. Raises ``KeyError`` for an unknown name."""
    return MARK.sub(lambda mark: GENERATORS[mark[1]](), page)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Registers the extension with Sphinx."""
    app.connect("source-read", _fill)
    app.connect("env-get-outdated", _out_of_date)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def _fill(app: Sphinx, name: str, source: list[str]) -> None:
    source[0] = documents.on_the_site(filled(source[0]), Path(app.env.doc2path(name)).parent)


def _out_of_date(
    app: Sphinx, env: BuildEnvironment, _added: set[str], _changed: set[str], _removed: set[str]
) -> list[str]:
    """Returns the pages whose generators read a file that is newer than the page; Sphinx checks the page itself."""
    marked = [name for name in env.found_docs if MARK.search(Path(env.doc2path(name)).read_text("utf-8"))]
    newest = max(file.stat().st_mtime for file in _sources())
    return [name for name in marked if _built(Path(app.doctreedir, f"{name}.doctree")) < newest]


def _sources() -> Iterator[Path]:
    """Yields the files that generators may read."""
    yield from ROOT.glob("*.md")
    for folder in FOLDERS:
        yield from (file for file in (ROOT / folder).rglob("*.*") if file.suffix in SUFFIXES)


def _built(doctree: Path) -> float:
    return doctree.stat().st_mtime if doctree.exists() else 0.0
