"""How text is compared, what it may hold, and what is said where it holds something else."""

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
    """A value that breaks a rule of its type; the border adds the name of the field. Parses raise it."""

    code: str
    message: Message

    def at(self, field: str) -> ValidationException:
        """The same, said of a field."""
        return ValidationException((FieldError(field, self.code, self.message),))


def casefolded(text: str) -> str:
    """The key by which text is equal whatever its case: NFC, casefolded, NFC again."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def composed(text: str, most: int) -> str:
    """NFC, unless the text is too long to become ``most`` characters: composing 64 KiB of accents takes a second."""
    return unicodedata.normalize("NFC", text) if len(text) <= most * _MAX_COMPOSED_OF else text


def bounded(text: str, most: int) -> str:
    """Text that may become ``most`` characters at most, in NFC. Raises ``BrokenRule`` with ``too_long`` before
    anything is done with longer text that is not linear in its length."""
    if len(text) > most * _MAX_COMPOSED_OF:
        raise BrokenRule("too_long", TOO_LONG.bind({"limit": most}))
    return unicodedata.normalize("NFC", text)


def require_clean(text: str) -> None:
    """Refuses control characters and lone surrogates."""
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in text):
        raise BrokenRule("invalid_text", INVALID_TEXT)


def require_length(text: str, least: int, most: int) -> None:
    """Refuses text of fewer or more characters."""
    if len(text) < least:
        raise BrokenRule("too_short", TOO_SHORT.bind({"limit": least}))
    if len(text) > most:
        raise BrokenRule("too_long", TOO_LONG.bind({"limit": most}))
