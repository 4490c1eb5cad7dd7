"""Rules for text: normal form, allowed characters and length."""

import unicodedata

import attrs

from domain.shared_kernel.errors import FieldError, ValidationException
from domain.shared_kernel.messages import Message, lazy_ngettext
from domain.shared_kernel.messages import lazy_gettext as _

INVALID_TEXT = _("Remove characters that cannot be shown")
TOO_SHORT = lazy_ngettext("Use at least {limit} character", "Use at least {limit} characters", "limit")
TOO_LONG = lazy_ngettext("Use at most {limit} character", "Use at most {limit} characters", "limit")

_MAX_COMPOSED_OF = 4  # no character in NFC is composed of more


@attrs.define(eq=False)
class BrokenRule(ValueError):
    """A value that breaks a rule of its type; the entrypoint adds the name of the field. Parsers raise it."""

    code: str
    message: Message

    def __str__(self) -> str:
        return f"{self.message} ({self.code})"

    def at(self, field: str) -> ValidationException:
        """Returns the same as a validation error of ``field``."""
        return ValidationException((FieldError(field, self.code, self.message),))


def casefolded(text: str) -> str:
    """Returns the key for comparison without regard to case: NFD, casefolded, NFC (Unicode, section 3.13, D145). It is
    its own key."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).casefold())


def composed(text: str, max_length: int) -> str:
    """Returns ``text`` in NFC, unless it is too long to become ``max_length`` characters: composing 64 KiB of accents
    takes a second."""
    return unicodedata.normalize("NFC", text) if len(text) <= max_length * _MAX_COMPOSED_OF else text


def parse_line(text: str, max_length: int) -> str:
    """Returns a line of text, trimmed and in NFC: 1 to ``max_length`` characters, none of them a control character.
    Raises ``BrokenRule`` with ``invalid_text``, ``too_short`` or ``too_long``."""
    trimmed = composed(text.strip(), max_length)
    require_clean(trimmed)
    require_length(trimmed, 1, max_length)
    return trimmed


def bounded(text: str, max_length: int) -> str:
    """Returns ``text`` in NFC if that may have at most ``max_length`` characters. Raises ``BrokenRule`` with
    ``too_long`` before it does anything with longer text that is not linear in its length."""
    if len(text) > max_length * _MAX_COMPOSED_OF:
        raise BrokenRule("too_long", TOO_LONG.bind({"limit": max_length}))
    return unicodedata.normalize("NFC", text)


def require_clean(text: str) -> None:
    """Raises ``BrokenRule`` with ``invalid_text`` for control characters and lone surrogates."""
    if text.isascii() and text.isprintable():
        return
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in text):
        raise BrokenRule("invalid_text", INVALID_TEXT)


def require_length(text: str, min_length: int, max_length: int) -> None:
    """Raises ``BrokenRule`` with ``too_short`` or ``too_long``; both bounds are allowed lengths."""
    if len(text) < min_length:
        raise BrokenRule("too_short", TOO_SHORT.bind({"limit": min_length}))
    if len(text) > max_length:
        raise BrokenRule("too_long", TOO_LONG.bind({"limit": max_length}))
