"""The texts of mails beside their templates: subjects, the life of a link, and the name in the greeting."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import timedelta

from application.ports.mail_composer import MailKind
from domain.shared_kernel.messages import Message, lazy_ngettext
from domain.shared_kernel.messages import lazy_gettext as _

SUBJECTS: Mapping[MailKind, Message] = {
    MailKind.VERIFY_EMAIL: _("Please confirm your email address"),
    MailKind.RESET_PASSWORD: _("Choose a new password"),
    MailKind.CONFIRM_NEW_EMAIL: _("Please confirm your new email address"),
    MailKind.INVITATION: _("An account was made for you"),
    MailKind.EMAIL_CHANGE_REQUESTED: _("Your email address is about to change"),
    MailKind.EMAIL_CHANGED: _("Your email address was changed"),
    MailKind.EMAIL_IN_USE: _("You already have an account"),
    MailKind.PASSWORD_CHANGED: _("Your password was changed"),
    MailKind.SESSION_REUSED: _("A session was ended for your safety"),
    MailKind.SURPLUS_SESSIONS_ENDED: _("You were signed out on a device"),
    MailKind.ACCOUNT_LOCKED: _("Your account was locked"),
    MailKind.FACTOR_ADDED: _("A second factor was added to your account"),
    MailKind.FACTOR_REMOVED: _("A second factor was removed from your account"),
    MailKind.RECOVERY_CODES_RENEWED: _("You have new recovery codes"),
    MailKind.RECOVERY_CODE_USED: _("A recovery code was used"),
    MailKind.MFA_RESET: _("The second factors of your account were removed"),
    MailKind.NEW_SIGN_IN: _("A new sign-in to your account"),
}

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
