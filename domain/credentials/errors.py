"""Errors of second factors.

AuthenticationException
├── MfaRequired
├── InvalidCode
└── InvalidChallenge
AuthorizationException
├── FactorsLocked
├── MfaEnrolmentRequired
└── MfaRequiredForStaff
ConflictException
└── FactorLimit
"""

from collections.abc import Mapping

import attrs

from domain.shared_kernel.errors import AuthenticationException, AuthorizationException, ConflictException
from domain.shared_kernel.messages import lazy_gettext as _


@attrs.define(eq=False)
class MfaRequired(AuthenticationException):
    """The password was right, and the account has second factors: ``challenge`` is to be answered by one of
    ``methods`` within ``expires_in`` seconds."""

    code = "mfa_required"
    default_message = _("Please confirm the sign-in with your second factor")
    when = _("The password was right, and the account is protected by a second factor as well")
    remedy = _(
        "Send the challenge of the answer with a code of one of its methods to the address /auth/mfa of the same "
        "platform, before it expires"
    )
    challenge: str = attrs.field(repr=False)
    methods: tuple[str, ...]
    expires_in: int

    @property
    def members(self) -> Mapping[str, object]:
        """The challenge and how it can be answered."""
        return {"challenge": self.challenge, "methods": list(self.methods), "expires_in": self.expires_in}


class InvalidCode(AuthenticationException):
    """A code of a second factor is wrong, or was used before."""

    code = "invalid_code"
    default_message = _("This code is not right, or it was used already. Please wait for the next one")
    when = _("The code is wrong, has expired, or was used once before")
    remedy = _("Ask for the code that the app shows next, or for a recovery code")


class InvalidChallenge(AuthenticationException):
    """A challenge is not genuine, has expired, was answered before, or the account has changed since."""

    code = "invalid_challenge"
    default_message = _("This sign-in has taken too long or is over. Please sign in again")
    when = _("The challenge is not of this platform, has expired, was answered before, or the account has changed")
    remedy = _("Sign in again with the password, which gives a new challenge")


class FactorsLocked(AuthorizationException):
    """There were too many wrong codes in a row, over all factors of the account together."""

    code = "mfa_locked"
    default_message = _("There were too many wrong codes. Please contact support")
    when = _("The account has had too many wrong codes in a row, so that no further one is tried")
    remedy = _("Ask the support of the service to remove the second factors of the account")


class MfaEnrolmentRequired(AuthorizationException):
    """A staff member without a second factor acts where one is required."""

    code = "mfa_enrolment_required"
    default_message = _("Please add a second factor to your account first")
    when = _("Staff of this service must have a second factor, and the account has none yet")
    remedy = _("Add one under /admin/me/factors, then send the request again")


class MfaRequiredForStaff(AuthorizationException):
    """A staff member would remove their last second factor where one is required."""

    code = "mfa_required_for_staff"
    default_message = _("Staff must have a second factor. Please add another one before you remove this one")
    when = _("Staff of this service must have a second factor, and this is the last one of the account")
    remedy = _("Add another second factor and confirm it, then remove this one")


@attrs.define(eq=False)
class FactorLimit(ConflictException):
    """The account has as many second factors as it may have."""

    code = "factor_limit"
    default_message = _("You have {limit} second factors already. Please remove one first")
    when = _("The account has as many second factors as it may have")
    remedy = _("Remove one of them, then add the new one")
    limit: int
