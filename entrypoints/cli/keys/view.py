"""Signing keys as text and as documents."""

from collections.abc import Mapping, Sequence

from application.ports.key_ring import KeyInfo
from entrypoints.cli.output import as_columns, instant

_TITLES = ("KID", "ALGORITHM", "STATE", "CREATED", "SIGNS FROM", "ACCEPTED UNTIL")


def as_table(keys: Sequence[KeyInfo]) -> str:
    """Returns the keys in columns."""
    return as_columns(_TITLES, [_cells(key) for key in keys])


def documents(keys: Sequence[KeyInfo]) -> Mapping[str, object]:
    """Returns the keys as one document."""
    return {"items": [document(key) for key in keys]}


def document(key: KeyInfo) -> Mapping[str, object]:
    """Returns the public data of a key."""
    return dict(zip(_members(), _values(key), strict=True))


def _members() -> tuple[str, ...]:
    return tuple(title.lower().replace(" ", "_") for title in _TITLES)


def _values(key: KeyInfo) -> tuple[str | None, ...]:
    times = (instant(at) if at else None for at in (key.created_at, key.signs_from, key.accepted_until))
    return (key.kid, key.algorithm, key.state, *times)


def _cells(key: KeyInfo) -> tuple[str, ...]:
    return tuple(value or "-" for value in _values(key))
