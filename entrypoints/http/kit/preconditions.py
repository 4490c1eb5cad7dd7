"""Conditional requests (RFC 9110, 13): versions as entity tags."""

import re

_ENTITY_TAG = re.compile(r'(W/)?"([\x21\x23-\x7e\x80-\xff]*)"')
_VERSION = re.compile(r"[1-9][0-9]{0,17}")


def entity_tag(version: int) -> str:
    """Returns the strong entity tag of a version."""
    return f'"{version}"'


def expected_versions(if_match: str | None) -> frozenset[int] | None:
    """Returns the versions that ``If-Match`` names, or ``None`` if any will do. Weak tags, foreign tags and malformed
    lists match no version."""
    if if_match is None or if_match.strip() == "*":
        return None
    strong = (tag for weak, tag in _ENTITY_TAG.findall(if_match) if not weak)
    return frozenset(int(tag) for tag in strong if _VERSION.fullmatch(tag))
