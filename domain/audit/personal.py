"""Personal parts of an entry: clear text that can be erased without a change of what the entry is signed over."""

import hashlib
import json
from typing import Any

import attrs

from domain.audit.act import Detail, Origin
from domain.audit.canonical import canonical_json

SALT_BYTES = 16
"""128 bits: after the erasure nobody can find the text by trying every address."""


@attrs.frozen
class PersonalPart:
    """The clear text as canonical JSON, the salt in hexadecimal digits, and the commitment to both, which stays."""

    text: str
    salt: str
    commitment: str

    @classmethod
    def of(cls, values: Origin | Detail, salt: bytes) -> "PersonalPart":
        """Returns the part with these values. Those that are empty are left out."""
        given = attrs.asdict(values, recurse=False, filter=lambda _attribute, value: bool(value))
        text = canonical_json(given).decode()
        return cls(text, salt.hex(), commitment(text, salt.hex()))


def origin_of(text: str | None) -> Origin:
    """Returns the origin with this clear text; an empty one after it was erased, or if it is no longer one. Members
    that are unknown, of another release, are left out."""
    values = _members(text)
    return Origin(ip=values.get("ip"), user_agent=values.get("user_agent"), command=values.get("command"))


def detail_of(text: str | None) -> Detail:
    """Returns the detail with this clear text, as ``origin_of`` does."""
    values = _members(text)
    try:
        changes = {name: (old, new) for name, (old, new) in values.get("changes", {}).items()}
    except (AttributeError, TypeError, ValueError):
        changes = {}
    return Detail(reason=values.get("reason"), changes=changes)


def _members(text: str | None) -> dict[str, Any]:
    try:
        values = json.loads(text or "{}")
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}


def commitment(text: str, salt: str) -> str:
    """Returns the SHA-256 of salt and text, in hexadecimal digits. Raises ``ValueError`` for a salt that is none."""
    return hashlib.sha256(bytes.fromhex(salt) + text.encode()).hexdigest()


def matches(text: str | None, salt: str | None, committed: str) -> bool:
    """Returns whether the commitment was made over this text and salt. Nothing is known of an erased text, so it
    matches; without its salt a text does not."""
    if text is None:
        return salt is None
    try:
        return salt is not None and commitment(text, salt) == committed
    except ValueError:
        return False
