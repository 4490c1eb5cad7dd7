"""The type of a person's first or last name, and its parser."""

import unicodedata
from typing import Final, NewType

from domain.shared_kernel.messages import lazy_gettext as _
from domain.shared_kernel.text import INVALID_TEXT, BrokenRule, bounded, require_clean, require_length

PersonName = NewType("PersonName", str)
"""Trimmed, NFC, 1 to 100 characters, at least one of them a visible letter or digit; no control characters, no line
separators, and no invisible or direction-changing characters but joiners."""

MAX_NAME_LENGTH = 100
NOT_A_NAME = _("Use at least one letter")
_JOINERS: Final = "\u200c\u200d"
"""Persian and the languages of India need them, as do some emoji."""
_UNSEEN_LETTERS: Final = "\u115f\u1160\u3164\uffa0"
"""Fillers of Hangul, which Unicode counts as letters but which are invisible."""
_UNSEEN: Final = {"Cf", "Zl", "Zp"}


def parse_person_name(text: str) -> PersonName:
    """Returns the name. Raises ``BrokenRule`` with ``invalid_text``, ``too_short`` or ``too_long``."""
    trimmed = bounded(text.strip(), MAX_NAME_LENGTH)
    require_clean(trimmed)
    require_length(trimmed, 1, MAX_NAME_LENGTH)
    if any(_is_unseen(character) for character in trimmed):
        raise BrokenRule("invalid_text", INVALID_TEXT)
    if not any(unicodedata.category(character)[0] in "LN" for character in trimmed):
        raise BrokenRule("invalid_text", NOT_A_NAME)
    return PersonName(trimmed)


def _is_unseen(character: str) -> bool:
    return character not in _JOINERS and (unicodedata.category(character) in _UNSEEN or character in _UNSEEN_LETTERS)
