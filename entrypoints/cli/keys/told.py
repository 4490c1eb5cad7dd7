"""Keys in plain words, and as JSON."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from application.ports.key_ring import KeyInfo
from entrypoints.cli.table import as_columns

_TITLES = ("KID", "ALGORITHM", "STATE", "CREATED", "SIGNS FROM", "ACCEPTED UNTIL")


def as_table(keys: Sequence[KeyInfo]) -> str:
    return as_columns(_TITLES, [_cells(key) for key in keys])


def as_json(keys: Sequence[KeyInfo]) -> str:
    return json.dumps([dict(zip(_members(), _values(key), strict=True)) for key in keys], indent=2)


def instant(at: datetime) -> str:
    """RFC 3339, in UTC."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _members() -> tuple[str, ...]:
    return tuple(title.lower().replace(" ", "_") for title in _TITLES)


def _values(key: KeyInfo) -> tuple[str | None, ...]:
    times = (instant(at) if at else None for at in (key.created_at, key.signs_from, key.accepted_until))
    return (key.kid, key.algorithm, key.state, *times)


def _cells(key: KeyInfo) -> tuple[str, ...]:
    return tuple(value or "-" for value in _values(key))
