"""The URL of a database, as its driver reads it and as it may be shown."""

import re
from pathlib import Path
from urllib.parse import parse_qs

import attrs

from bootstrap.settings.readers import text
from bootstrap.settings.urls import split, without_user

POSTGRESQL = "postgresql+asyncpg"
SQLITE = "sqlite+aiosqlite"
_POSTGRESQL_NAMES = ("postgres:", "postgresql:", "postgresql+asyncpg:")
_TLS = {"disable", "allow", "prefer", "require", "verify-ca", "verify-full"}
_OPTIONS = {"host", "port", "ssl"}
"""What a URL of PostgreSQL may say behind its question mark: ``host`` is the folder of a Unix socket too."""


@attrs.frozen
class DatabaseUrl:
    """``text`` is what the driver reads, ``scheme`` what stands before ``://``."""

    text: str = attrs.field(repr=without_user)
    scheme: str

    @property
    def file(self) -> Path | None:
        """The file of an SQLite database."""
        return Path(self.text.partition(":///")[2]) if self.scheme == SQLITE else None

    @property
    def is_shared(self) -> bool:
        """Whether other machines can use it too, so that no file beside it can hold what they share."""
        return self.scheme == POSTGRESQL

    @property
    def location(self) -> str:
        """Where the database is, without what would let somebody in: a file, ``host/name`` or the scheme alone."""
        place = self.text.partition("://")[2].removeprefix("/")
        if self.is_shared:
            place = place.rpartition("@")[2].partition("?")[0]
        return place or self.scheme


def database_url(value: object) -> DatabaseUrl:
    """``memory://``, ``sqlite+aiosqlite:///FILE``, or a URL of PostgreSQL as hosters write it."""
    canonical = _canonical(text(value))
    if names_postgresql(canonical):
        is_right = _is_postgresql(canonical)
    else:
        is_right = canonical == "memory://" or re.fullmatch(r"sqlite\+aiosqlite:///[^?#:]+", canonical) is not None
    if not is_right:
        raise ValueError("no URL of a database")
    return DatabaseUrl(canonical, canonical.partition(":")[0])


def names_postgresql(url: str) -> bool:
    """Whether it means a database of PostgreSQL, rightly written or not."""
    return url.startswith(_POSTGRESQL_NAMES)


def _canonical(value: str) -> str:
    """Hosters write ``postgres://…?sslmode=require``."""
    if not names_postgresql(value):
        return value
    address, mark, options = value.partition(":")[2].partition("?")
    options = re.sub(r"(^|&)sslmode=", r"\1ssl=", options)
    return f"{POSTGRESQL}:{address}{mark}{options}"


def _is_postgresql(value: str) -> bool:
    parts = split(value)
    if parts is None or not parts.path.strip("/") or parts.fragment:
        return False
    options = parse_qs(parts.query, keep_blank_values=True)
    words = set(options.get("ssl", []))
    return options.keys() <= _OPTIONS and words <= _TLS and bool(parts.hostname or "host" in options)
