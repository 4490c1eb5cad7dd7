"""The texts of mails beside their templates: the life of a link, and the name in the greeting."""

import re
import unicodedata
from datetime import timedelta

from domain.shared_kernel.messages import Message, lazy_ngettext

_MINUTES = lazy_ngettext(
    "The link can be used once, within {count} minute.", "The link can be used once, within {count} minutes.", "count"
)
_HOURS = lazy_ngettext(
    "The link can be used once, within {count} hour.", "The link can be used once, within {count} hours.", "count"
)
_DAYS = lazy_ngettext(
    "The link can be used once, within {count} day.", "The link can be used once, within {count} days.", "count"
)
_UNITS = ((timedelta(days=2), timedelta(days=1), _DAYS), (timedelta(hours=1), timedelta(hours=1), _HOURS))
"""Least time, unit and message. One day is given in hours, as 24 hours are clearer to a reader in a hurry."""
_JOINERS = re.compile("[\u200c\u200d]")
_DOTS = ".\u3002\u06d4"
"""Separators of domain labels after compatibility composition: IDNA knows four, of which two are left."""
_LIKE_A_LINK = re.compile(rf"[/:@]|\w[{_DOTS}]\w|\d(?:[\s()-]*\d){{6,}}")
"""Addresses of pages and mailboxes, and telephone numbers."""


def greetable(name: str) -> str | None:
    """Returns ``name``, or ``None`` if a mail client could turn it into a link in whatever characters: the name may
    have been chosen by a stranger who registers the address of another person."""
    plain = unicodedata.normalize("NFKC", _JOINERS.sub("", name))
    return None if _LIKE_A_LINK.search(plain) else name


def life_sentence(life: timedelta) -> Message:
    """Returns the sentence that states how long a link is valid, rounded down."""
    for least, unit, message in _UNITS:
        if life >= least:
            return message.bind({"count": life // unit})
    return _MINUTES.bind({"count": life // timedelta(minutes=1)})
