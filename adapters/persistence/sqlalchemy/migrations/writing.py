"""Writes the migration that leads from the newest revision to the entities."""

import re
from pathlib import Path

from sqlalchemy import Connection

from adapters.persistence.sqlalchemy.migrations.changes import Changes
from adapters.persistence.sqlalchemy.migrations.differences import compared
from adapters.persistence.sqlalchemy.migrations.review import require_safe
from adapters.persistence.sqlalchemy.migrations.version_files import FOLDER, newest_revision
from adapters.persistence.sqlalchemy.migrations.version_source import source

_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


def file_name(name: str, revision: str) -> str:
    """Returns ``0015_invoices.py``. Raises ``ValueError`` for a name that is no name of a file of Python."""
    slug = re.sub(r"[\s-]+", "_", name.strip().lower())
    if not _NAME.fullmatch(slug):
        raise ValueError(f"{name!r} is no name of a migration: use words, such as NAME=invoices")
    return f"{revision}_{slug}.py"


def next_revision() -> str:
    """Returns the number behind the newest."""
    return f"{int(newest_revision()) + 1:04}"


def written(connection: Connection, name: str) -> Path | None:
    """Writes the version file and returns its path; ``None`` if nothing differs. The database of the connection is at
    the newest revision. Raises ``CannotBeWritten`` and ``ValueError``."""
    revision = next_revision()
    path = FOLDER / "versions" / file_name(name, revision)
    entries = compared(connection)
    if not entries:
        return None
    require_safe(entries)
    path.write_text(source(Changes.of(entries, connection), name, revision), "utf-8")
    return path
