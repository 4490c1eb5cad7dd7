"""What can go wrong with accounts.

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


@attrs.define(eq=False)
class InvalidCredentials(AuthenticationException):
    """The one answer to every failed login: it does not tell whether the account exists."""

    code = "invalid_credentials"
    default_message = _("The email address or the password is not right")


@attrs.define(eq=False)
class AccountLocked(AuthorizationException):
    code = "account_locked"
    default_message = _("This account is locked. Please contact support")


@attrs.define(eq=False)
class EmailNotVerified(AuthorizationException):
    code = "email_not_verified"
    default_message = _("Please confirm your email address first: follow the link in the mail that we sent you")


@attrs.define(eq=False)
class NotStaff(AuthorizationException):
    code = "not_staff"
    default_message = _("Only staff may enter here")


@attrs.define(eq=False)
class WrongPassword(AuthorizationException):
    code = "wrong_password"
    default_message = _("The current password is not right")


@attrs.define(eq=False)
class EmailTaken(ConflictException):
    code = "email_taken"
    default_message = _("The email address {email} is already registered")
    email: str


@attrs.define(eq=False)
class LastStaffMember(BusinessRuleException):
    code = "last_staff_member"
    default_message = _("At least one active staff member must remain")


@attrs.define(eq=False)
class CannotTargetSelf(BusinessRuleException):
    code = "cannot_target_self"
    default_message = _("You cannot do this to your own account")


@attrs.define(eq=False)
class StaleVersion(PreconditionFailedException):
    code = "stale_version"
    default_message = _("This account has been changed in the meantime. Please load it again")


@attrs.define(eq=False)
class InvalidLink(BadRequestException):
    code = "invalid_link"
    default_message = _("This link is not valid. Please check that it is complete, or ask for a new one")


LINK_DONE = _("This has been done already. There is nothing left to do")
LINK_USED = _("This link was used already. Please ask for a new one if you still need it")
LINK_REPLACED = _("A newer link has taken the place of this one. Please use the one in the newest mail")
LINK_EXPIRED = _("This link has expired. Please ask for a new one")
LINK_VOIDED = _("Your account has changed since this link was sent. Please ask for a new one if you still need it")


@attrs.define(eq=False)
class LinkSpent(GoneException):
    """``reason`` says more to whoever holds the link, where more is known."""

    code = "link_spent"
    default_message = _("This link was used already or has expired. Please ask for a new one")
    reason: Message | None = None

    @property
    def message(self) -> Message:
        return self.reason or self.default_message
