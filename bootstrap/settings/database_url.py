"""The URL of a database, for its driver and for people."""

import re
from pathlib import Path
from urllib.parse import parse_qs

import attrs

from bootstrap.settings.urls import are_options, split, without_user

POSTGRESQL = "postgresql+asyncpg"
SQLITE = "sqlite+aiosqlite"
_POSTGRESQL_NAMES = ("postgres:", "postgresql:", "postgresql+asyncpg:")
_LABEL = "[A-Za-z0-9_-]{1,63}"
_OPTIONS = {
    "host": rf"/[^,\0]+|{_LABEL}(\.{_LABEL})*\.?",
    "port": "(?!0+$)[0-9]{1,5}",
    "ssl": "disable|allow|prefer|require|verify-ca|verify-full",
}
"""Options that a PostgreSQL URL may have, and the pattern of each; ``host`` may be the folder of a Unix socket."""


@attrs.frozen
class DatabaseUrl:
    """``text`` is the URL for the driver, ``scheme`` the part before ``://``. ``file`` is the file of an SQLite
    database. ``is_shared`` is true if other machines can use the database too, so that a file beside it cannot hold
    their common secret."""

    text: str = attrs.field(repr=without_user)
    scheme: str
    file: Path | None = None
    is_shared: bool = True

    @property
    def location(self) -> str:
        """The place of the database without user and password: a file, ``host/name`` or the scheme."""
        place = self.text.partition("://")[2].removeprefix("/")
        if self.is_shared:
            place = place.rpartition("@")[2].partition("?")[0]
        return place or self.scheme


def memory_database_url(url: str) -> DatabaseUrl:
    """Parses ``memory://``. Raises ``ValueError``."""
    if url != "memory://":
        raise ValueError("no URL of a database in memory")
    return DatabaseUrl(url, "memory", is_shared=False)


def sqlite_url(url: str) -> DatabaseUrl:
    """Parses ``sqlite+aiosqlite:///FILE``. Raises ``ValueError``."""
    found = re.fullmatch(r"sqlite\+aiosqlite:///([^?#:]+)", url)
    if found is None:
        raise ValueError("no URL of an SQLite database")
    return DatabaseUrl(url, SQLITE, Path(found[1]), is_shared=False)


def postgresql_url(url: str) -> DatabaseUrl:
    """Parses a PostgreSQL URL as hosting providers write it. Raises ``ValueError``."""
    canonical = _canonical(url)
    if not _is_postgresql(canonical):
        raise ValueError("no URL of a PostgreSQL database")
    return DatabaseUrl(canonical, POSTGRESQL)


def names_postgresql(url: str) -> bool:
    """Returns true if the URL means PostgreSQL, even if it is invalid."""
    return url.startswith(_POSTGRESQL_NAMES)


def _canonical(value: str) -> str:
    """Accepts ``postgres://…?sslmode=require``, which hosting providers write."""
    address, mark, options = value.partition(":")[2].partition("?")
    options = re.sub(r"(^|&)sslmode=", r"\1ssl=", options)
    return f"{POSTGRESQL}:{address}{mark}{options}"


def _is_postgresql(value: str) -> bool:
    parts = split(value)
    if parts is None or not value.startswith(f"{POSTGRESQL}://") or not parts.path.strip("/") or parts.fragment:
        return False
    if "@" in parts.netloc.partition("@")[2] + parts.path:  # in a password, @ and / must be escaped
        return False
    return are_options(parts.query, _OPTIONS) and bool(parts.hostname or "host" in parse_qs(parts.query))
