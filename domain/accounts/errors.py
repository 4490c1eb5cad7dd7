"""Errors of accounts.

AuthenticationException
└── InvalidCredentials
AuthorizationException
├── AccountLocked
├── EmailNotVerified
├── NotStaff
└── WrongPassword
ConflictException
└── EmailTaken
BusinessRuleException
├── LastStaffMember
└── CannotTargetSelf
PreconditionFailedException
└── StaleVersion
BadRequestException
└── InvalidLink
GoneException
└── LinkSpent
"""

import attrs

from domain.shared_kernel.errors import (
    AuthenticationException,
    AuthorizationException,
    BadRequestException,
    BusinessRuleException,
    ConflictException,
    GoneException,
    PreconditionFailedException,
)
from domain.shared_kernel.messages import Message
from domain.shared_kernel.messages import lazy_gettext as _


class InvalidCredentials(AuthenticationException):
    """The single answer to every failed login, which does not reveal whether the account exists."""

    code = "invalid_credentials"
    default_message = _("The email address or the password is not right")
    when = _("No account has this email address, or the password is wrong. The answer does not tell which")
    remedy = _("Check both. Whoever has forgotten the password can ask for a link by mail")


class AccountLocked(AuthorizationException):
    """A login with the right password to a locked account."""

    code = "account_locked"
    default_message = _("This account is locked. Please contact support")
    when = _("The password was right, but staff have locked the account")
    remedy = _("Ask the support of the service to unlock the account")


class EmailNotVerified(AuthorizationException):
    """A login with the right password before the address of the account was confirmed, where this is required."""

    code = "email_not_verified"
    default_message = _("Please confirm your email address first: follow the link in the mail that we sent you")
    when = _("The password was right, but the email address of the account has not been confirmed yet")
    remedy = _("Follow the link in the mail, or have the mail sent once more")


class NotStaff(AuthorizationException):
    """A login with the right password to the admin platform by an account without the staff right."""

    code = "not_staff"
    default_message = _("Only staff may enter here")
    when = _("The password was right, but the account does not belong to staff")
    remedy = _("Sign in on the platform for customers")


class WrongPassword(AuthorizationException):
    """A change that needs the current password was requested with another one."""

    code = "wrong_password"
    default_message = _("The current password is not right")
    when = _("The request must prove the current password, and the one that was sent is wrong")
    remedy = _("Ask for the current password once more")


@attrs.define(eq=False)
class EmailTaken(ConflictException):
    """Another account has this address, compared without regard to case."""

    code = "email_taken"
    default_message = _("The email address {email} is already registered")
    when = _("An account with this email address exists already. Upper and lower case make no difference")
    remedy = _("Sign in to that account, or use another address")
    email: str


class LastStaffMember(BusinessRuleException):
    """The last active owner would lose the right to act."""

    code = "last_staff_member"
    default_message = _("At least one active owner must remain")
    when = _(
        "The account that was to be locked, deleted or given a lower role is the last active owner, who alone can "
        "manage staff"
    )
    remedy = _("Make another account an owner first")


class CannotTargetSelf(BusinessRuleException):
    """A staff member tried to do to their own account what only others may do to it."""

    code = "cannot_target_self"
    default_message = _("You cannot do this to your own account")
    when = _("Staff tried to lock or delete their own account, or to change their own role or address, among the users")
    remedy = _("Ask another staff member, or use the addresses under /admin/me")


class StaleVersion(PreconditionFailedException):
    """The account has another version than the client expects (``If-Match``, RFC 9110)."""

    code = "stale_version"
    default_message = _("This account has been changed in the meantime. Please load it again")
    when = _("The account was changed after the version that the header If-Match names")
    remedy = _("Load it again, and repeat the change with its new ETag")


class InvalidLink(BadRequestException):
    """The token of a link is malformed, was not signed by this service or is for another purpose."""

    code = "invalid_link"
    default_message = _("This link is not valid. Please check that it is complete, or ask for a new one")
    when = _("The token of the link is incomplete, was never issued, or is meant for something else")
    remedy = _("Use the whole link of the mail, or ask for a new one")


LINK_DONE = _("This has been done already. There is nothing left to do")
LINK_USED = _("This link was used already. Please ask for a new one if you still need it")
LINK_REPLACED = _("A newer link has taken the place of this one. Please use the one in the newest mail")
LINK_EXPIRED = _("This link has expired. Please ask for a new one")
LINK_VOIDED = _("Your account has changed since this link was sent. Please ask for a new one if you still need it")


@attrs.define(eq=False)
class LinkSpent(GoneException):
    """A genuine link that cannot be used any more. ``reason``, if known, is the message for the holder of the link."""

    code = "link_spent"
    default_message = _("This link was used already or has expired. Please ask for a new one")
    when = _("The link was used already, has expired, or was replaced by a newer one")
    remedy = _("Use the newest mail, or ask for a new link")
    reason: Message | None = None

    @property
    def message(self) -> Message:
        """The reason, or the default message."""
        return self.reason or self.default_message
