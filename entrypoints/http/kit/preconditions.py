"""Conditional requests (RFC 9110, section 13): a version as an entity tag, and back."""

import re

_ENTITY_TAG = re.compile(r'(W/)?"([\x21\x23-\x7e\x80-\xff]*)"')
_VERSION = re.compile(r"[1-9][0-9]{0,17}")


def entity_tag(version: int) -> str:
    return f'"{version}"'


def expected_versions(if_match: str | None) -> frozenset[int] | None:
    """The versions that a change may start from; ``None`` where any will do. Weak tags and tags that the service never
    made match nothing, and so does a list that cannot be read."""
    if if_match is None or if_match.strip() == "*":
        return None
    strong = (tag for weak, tag in _ENTITY_TAG.findall(if_match) if not weak)
    return frozenset(int(tag) for tag in strong if _VERSION.fullmatch(tag))
