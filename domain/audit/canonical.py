"""The canonical form: the one sequence of bytes that MACs, commitments and hashes of the audit are made over."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID


def canonical_json(values: Mapping[str, object]) -> bytes:
    """Returns a JSON object as RFC 8785 writes it: members sorted, no white space, UTF-8. A moment is written as
    ``written_moment`` does, an id in its usual form. Raises ``TypeError`` for values of other types."""
    text = json.dumps(
        values, default=_plain, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True
    )
    return text.encode()


def written_moment(at: datetime) -> str:
    """Returns a moment in UTC with six decimals, such as ``2026-05-01T12:00:00.000000Z``."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _plain(value: object) -> str:
    match value:
        case datetime():
            return written_moment(value)
        case UUID():
            return str(value)
        case _:
            raise TypeError(f"the canonical form has no {type(value).__name__}")
