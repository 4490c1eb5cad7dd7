"""The mails of accounts."""

from collections.abc import Sequence
from datetime import timedelta

from application.ports.mail_kind import LinkKind, MailKind
from domain.accounts import purposes
from domain.shared_kernel.messages import lazy_gettext as _

VERIFY_EMAIL = MailKind(
    "verify_email",
    _("Please confirm your email address"),
    LinkKind(purposes.VERIFY_EMAIL, "verify-email", timedelta(hours=24)),
)
RESET_PASSWORD = MailKind(
    "reset_password",
    _("Choose a new password"),
    LinkKind(purposes.RESET_PASSWORD, "reset-password", timedelta(hours=1)),
)
CONFIRM_NEW_EMAIL = MailKind(
    "confirm_new_email",
    _("Please confirm your new email address"),
    LinkKind(purposes.CHANGE_EMAIL, "confirm-email", timedelta(hours=24)),
)
INVITATION = MailKind(
    "invitation",
    _("An account was made for you"),
    LinkKind(purposes.INVITATION, "accept-invitation", timedelta(days=7)),
)
EMAIL_CHANGE_REQUESTED = MailKind("email_change_requested", _("Your email address is about to change"))
EMAIL_CHANGED = MailKind("email_changed", _("Your email address was changed"))
EMAIL_IN_USE = MailKind("email_in_use", _("You already have an account"))
PASSWORD_CHANGED = MailKind("password_changed", _("Your password was changed"))
ACCOUNT_LOCKED = MailKind("account_locked", _("Your account was locked"))

LINKED: Sequence[MailKind] = (VERIFY_EMAIL, RESET_PASSWORD, CONFIRM_NEW_EMAIL, INVITATION)
NOTICES: Sequence[MailKind] = (
    EMAIL_CHANGE_REQUESTED,
    EMAIL_CHANGED,
    EMAIL_IN_USE,
    PASSWORD_CHANGED,
    ACCOUNT_LOCKED,
)
