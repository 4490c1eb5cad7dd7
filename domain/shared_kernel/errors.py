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
from domain.shared_kernel.rate_limits import QuotaStatus

_MOST_SECONDS_SAID = 90
_IN_MINUTES = lazy_ngettext(
    "Too many requests. Please try again in {minutes} minute",
    "Too many requests. Please try again in {minutes} minutes",
    "minutes",
)


@attrs.define(eq=False)
class BaseAppException(Exception):
    """An expected failure: its fields are the parameters of its message. ``when`` and ``remedy`` explain the code to
    people who write clients: when it happens, and what to do then."""

    code: ClassVar[str] = "error"
    title: ClassVar[Message] = _("Something went wrong")
    default_message: ClassVar[Message] = _("Something went wrong. Please try again")
    when: ClassVar[Message] = _("Something failed for which there is no other code")
    remedy: ClassVar[Message] = _(
        "Try again later. If it happens again, give the request_id of the answer to whoever runs the service"
    )

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
    when = _("The request needs an access token, and its header Authorization has none")
    remedy = _("Sign in, and send the access token in the header Authorization: Bearer …")


@attrs.define(eq=False)
class InvalidTokenException(AuthenticationException):
    code = "invalid_token"
    default_message = _("This token is not valid. Please sign in again")
    when = _("The token is damaged, was not issued by this service, or belongs to the other platform")
    remedy = _("Sign in again, on the platform that the request is for")


@attrs.define(eq=False)
class ExpiredTokenException(AuthenticationException):
    code = "expired_token"
    default_message = _("This token has expired. Please renew it or sign in again")
    when = _("The token is older than its lifetime")
    remedy = _("Exchange the refresh token for new tokens. If that one has expired, sign in again")


@attrs.define(eq=False)
class RevokedTokenException(AuthenticationException):
    code = "revoked_token"
    default_message = _("This session has ended. Please sign in again")
    when = _(
        "The session was ended: by signing out, by a new password, by staff, or because the account was locked or "
        "deleted"
    )
    remedy = _("Sign in again")


@attrs.define(eq=False)
class AuthorizationException(BaseAppException):
    code = "forbidden"
    title = _("Not allowed")
    default_message = _("You are not allowed to do this")
    when = _("The person who is signed in may not do this")
    remedy = _("Ask somebody who may do it")


@attrs.define(eq=False)
class NotFoundException(BaseAppException):
    code = "not_found"
    title = _("Not found")
    default_message = _("What you asked for does not exist")
    when = _("Nothing has this address or this id, or it was deleted")
    remedy = _("Check the address and the id")


@attrs.define(eq=False)
class ConflictException(BaseAppException):
    code = "conflict"
    title = _("Conflict")
    default_message = _("Somebody else changed this at the same moment. Please try again")
    when = _("Another request changed the same data at the same moment")
    remedy = _("Send the request again")


@attrs.define(eq=False)
class DuplicateValue(ConflictException):
    """A unique field would hold a value twice."""

    code = "duplicate_value"
    default_message = _("Another entry has the same value in the field {field}")
    when = _("A value that must be unique is used by another entry")
    remedy = _("Send another value")
    field: str


@attrs.define(eq=False)
class LostRace(ConflictException):
    """The stored version is no longer the one that was read; trying again from the start may succeed."""


@attrs.define(eq=False)
class PreconditionFailedException(BaseAppException):
    code = "precondition_failed"
    title = _("Changed in the meantime")
    default_message = _("This has been changed in the meantime. Please load it again")
    when = _("The header If-Match does not name the current version")
    remedy = _("Load it again, and repeat the change with its new ETag")


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
    when = _("Fields are missing, unknown or not valid. The member errors of the answer names every one of them")
    remedy = _("Correct all fields that errors names, and send the request again")
    errors: tuple[FieldError, ...]


@attrs.define(eq=False)
class BusinessRuleException(BaseAppException):
    code = "business_rule"
    title = _("Not possible")
    default_message = _("This is not possible at the moment")
    when = _("A rule of the service does not allow this at the moment")
    remedy = _("Read the detail of the answer: it says why")


@attrs.define(eq=False)
class BadRequestException(BaseAppException):
    code = "bad_request"
    title = _("The request could not be understood")
    default_message = _("The request could not be understood")
    when = _("The request does not have the form that this address needs")
    remedy = _("Compare the request with the API description")


@attrs.define(eq=False)
class RateLimitException(BaseAppException):
    """``retry_after`` is in whole seconds; ``quota_statuses`` tells of the budgets that one of was used up."""

    code = "rate_limited"
    title = _("Too many requests")
    default_message = lazy_ngettext(
        "Too many requests. Please try again in {retry_after} second",
        "Too many requests. Please try again in {retry_after} seconds",
        "retry_after",
    )
    when = _("More requests were sent than one network address, or one account, may send in a time")
    remedy = _("Wait for the number of seconds in the header Retry-After, and try again")
    retry_after: int = 1
    quota_statuses: tuple[QuotaStatus, ...] = ()

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
    when = _("Something that the service needs, such as its database, does not answer, or the service is being stopped")
    remedy = _("Wait for the number of seconds in the header Retry-After, and try again")
    retry_after: int = 1


@attrs.define(eq=False)
class GoneException(BaseAppException):
    code = "gone"
    title = _("No longer available")
    default_message = _("This is no longer available")
    when = _("This has been used up or removed")
    remedy = _("Ask for a new one")
