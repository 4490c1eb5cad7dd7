"""A person's first or last name."""

from typing import NewType

from domain.shared_kernel.text import composed, require_clean, require_length

PersonName = NewType("PersonName", str)
"""Trimmed, NFC, 1 to 100 characters, none of them a control character."""

MAX_NAME_LENGTH = 100


def parse_person_name(text: str) -> PersonName:
    """Raises ``BrokenRule`` with ``invalid_text``, ``too_short`` or ``too_long``."""
    trimmed = composed(text.strip(), MAX_NAME_LENGTH)
    require_clean(trimmed)
    require_length(trimmed, 1, MAX_NAME_LENGTH)
    return PersonName(trimmed)
