"""The policy for new passwords (NIST SP 800-63B, 5.1.1.2): long, not widely used, and not made of guessable parts."""

import re
from collections.abc import Container, Iterable

import attrs

from domain.accounts.email_address import MAX_EMAIL_LENGTH
from domain.accounts.guessable_parts import (
    base_words,
    read_signs_as_letters,
    unguessable_part,
    visible_form,
    without_signs,
)
from domain.shared_kernel.messages import lazy_gettext as _
from domain.shared_kernel.text import BrokenRule, bounded, casefolded, require_clean, require_length

COMMON_PASSWORD = _("This password is easy to guess. Choose one that is neither common nor made of your name")

SERVICE_NAMES = ("nexus", "cortex")
ORDINARY_WORDS = (
    *("admin", "administrator", "guest", "login", "welcome", "default", "temporary"),
    *("january", "february", "march", "april", "june", "july", "august"),
    *("september", "october", "november", "december"),
    *("password", "passwort", "kennwort", "contraseña", "contrasena", "motdepasse", "пароль", "привет"),
)
"""Words that people often make passwords of; the list of common passwords has few that are not English."""
MIN_WORD_LENGTH = 3
"""Characters. Shorter parts of names occur in too many words to be significant."""
MIN_UNGUESSABLE_CHARACTERS = 5
"""Characters that must be left of a password without its guessable parts."""


@attrs.frozen
class PasswordPolicy:
    """Lengths are in characters of the NFC form; there are no composition rules."""

    common: Container[str]
    min_length: int = 8
    max_length: int = 256

    def require(self, password: str, personal: Iterable[str]) -> None:
        """Refuses a password for a person with these names and addresses. Raises ``BrokenRule`` with ``invalid_text``,
        ``too_short``, ``too_long`` or ``common_password``."""
        normal = bounded(password, self.max_length)
        require_clean(normal)
        require_length(normal, self.min_length, self.max_length)
        if normal in self.common or self._is_guessable(normal, personal):
            raise BrokenRule("common_password", COMMON_PASSWORD)

    def _is_guessable(self, password: str, personal: Iterable[str]) -> bool:
        """Reads signs as letters only if that reveals a word; other signs count as characters."""
        words, visible = _words(personal), casefolded(visible_form(password))
        lettered = read_signs_as_letters(visible)
        reveals_a_word = any(word in lettered and word not in visible for word in words)
        return self._is_made_of(words, visible) or (reveals_a_word and self._is_made_of(words, lettered))

    def _is_made_of(self, words: Iterable[str], password: str) -> bool:
        own = unguessable_part(password, words)
        characters = own if own == password else without_signs(own)
        return len(characters) < MIN_UNGUESSABLE_CHARACTERS or any(word in self.common for word in base_words(own))


def _words(personal: Iterable[str]) -> set[str]:
    """Returns the publicly known words, casefolded. Text longer than an address, such as a token, is ignored."""
    short = [text for text in personal if len(text) <= MAX_EMAIL_LENGTH]
    parts = {part for text in short for part in re.split(r"[\W_]+", casefolded(text))}
    return {word for word in {*parts, *SERVICE_NAMES, *ORDINARY_WORDS} if len(word) >= MIN_WORD_LENGTH}
