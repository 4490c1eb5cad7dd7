"""What can go wrong, as data. The family decides how a door answers; the code is what clients switch on.

BaseAppException
├── AuthenticationException
│   ├── InvalidTokenException
│   ├── ExpiredTokenException
│   └── RevokedTokenException
├── AuthorizationException
├── NotFoundException
├── ConflictException
│   ├── DuplicateValue
│   └── LostRace
├── PreconditionFailedException
├── ValidationException
├── BusinessRuleException
├── BadRequestException
├── RateLimitException
├── ServiceUnavailableException
└── GoneException
"""

from typing import ClassVar

import attrs

from domain.shared_kernel.messages import Message, lazy_ngettext
from domain.shared_kernel.messages import lazy_gettext as _
from domain.shared_kernel.rate_limits import Standing

_MOST_SECONDS_SAID = 90
_IN_MINUTES = lazy_ngettext(
    "Too many requests. Please try again in {minutes} minute",
    "Too many requests. Please try again in {minutes} minutes",
    "minutes",
)


@attrs.define(eq=False)
class BaseAppException(Exception):
    """An expected failure: its fields are the parameters of its message."""

    code: ClassVar[str] = "error"
    title: ClassVar[Message] = _("Something went wrong")
    default_message: ClassVar[Message] = _("Something went wrong. Please try again")

    @property
    def message(self) -> Message:
        return self.default_message.bind(attrs.asdict(self, recurse=False))

    def __str__(self) -> str:
        return str(self.message)


@attrs.define(eq=False)
class AuthenticationException(BaseAppException):
    code = "authentication_required"
    title = _("Please sign in")
    default_message = _("Please sign in to continue")


@attrs.define(eq=False)
class InvalidTokenException(AuthenticationException):
    code = "invalid_token"
    default_message = _("This token is not valid. Please sign in again")


@attrs.define(eq=False)
class ExpiredTokenException(AuthenticationException):
    code = "expired_token"
    default_message = _("This token has expired. Please renew it or sign in again")


@attrs.define(eq=False)
class RevokedTokenException(AuthenticationException):
    code = "revoked_token"
    default_message = _("This session has ended. Please sign in again")


@attrs.define(eq=False)
class AuthorizationException(BaseAppException):
    code = "forbidden"
    title = _("Not allowed")
    default_message = _("You are not allowed to do this")


@attrs.define(eq=False)
class NotFoundException(BaseAppException):
    code = "not_found"
    title = _("Not found")
    default_message = _("What you asked for does not exist")


@attrs.define(eq=False)
class ConflictException(BaseAppException):
    code = "conflict"
    title = _("Conflict")
    default_message = _("Somebody else changed this at the same moment. Please try again")


@attrs.define(eq=False)
class DuplicateValue(ConflictException):
    """A unique field would hold a value twice."""

    code = "duplicate_value"
    default_message = _("Another entry has the same value in the field {field}")
    field: str


@attrs.define(eq=False)
class LostRace(ConflictException):
    """The stored version is no longer the one that was read; trying again from the start may succeed."""


@attrs.define(eq=False)
class PreconditionFailedException(BaseAppException):
    code = "precondition_failed"
    title = _("Changed in the meantime")
    default_message = _("This has been changed in the meantime. Please load it again")


@attrs.frozen
class FieldError:
    """One faulty field of what was sent; ``field`` is a dotted path, or empty for the whole."""

    field: str
    code: str
    message: Message


@attrs.define(eq=False)
class ValidationException(BaseAppException):
    """Says everything that is wrong at once."""

    code = "validation_failed"
    title = _("Please check your input")
    default_message = _("Some fields need your attention")
    errors: tuple[FieldError, ...]


@attrs.define(eq=False)
class BusinessRuleException(BaseAppException):
    code = "business_rule"
    title = _("Not possible")
    default_message = _("This is not possible at the moment")


@attrs.define(eq=False)
class BadRequestException(BaseAppException):
    code = "bad_request"
    title = _("The request could not be understood")
    default_message = _("The request could not be understood")


@attrs.define(eq=False)
class RateLimitException(BaseAppException):
    """``retry_after`` is in whole seconds; ``standings`` tells of the budgets that one of was used up."""

    code = "rate_limited"
    title = _("Too many requests")
    default_message = lazy_ngettext(
        "Too many requests. Please try again in {retry_after} second",
        "Too many requests. Please try again in {retry_after} seconds",
        "retry_after",
    )
    retry_after: int = 1
    standings: tuple[Standing, ...] = ()

    @property
    def message(self) -> Message:
        """In minutes where seconds would be hard to read."""
        if self.retry_after <= _MOST_SECONDS_SAID:
            return self.default_message.bind({"retry_after": self.retry_after})
        return _IN_MINUTES.bind({"minutes": -(-self.retry_after // 60)})


@attrs.define(eq=False)
class ServiceUnavailableException(BaseAppException):
    """``retry_after`` is in whole seconds."""

    code = "service_unavailable"
    title = _("Temporarily unavailable")
    default_message = _("The service is temporarily unavailable. Please try again in a moment")
    retry_after: int = 1


@attrs.define(eq=False)
class GoneException(BaseAppException):
    code = "gone"
    title = _("No longer available")
    default_message = _("This is no longer available")
