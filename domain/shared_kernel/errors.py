"""Errors as data. Each family has one status at every entrypoint; clients tell errors apart by their code.

One file although it is long: it is the list of the families, and each is a few lines.

BaseAppException
├── AuthenticationException
│   ├── InvalidTokenException
│   ├── ExpiredTokenException
│   └── RevokedTokenException
├── AuthorizationException
├── NotFoundException
├── ConflictException
│   ├── DuplicateValue
│   ├── LostRace
│   ├── ReferenceNotFound
│   └── StillReferenced
├── PreconditionFailedException
├── ValidationException
├── BusinessRuleException
├── BadRequestException
├── RateLimitException
├── ServiceUnavailableException
└── GoneException

One file although it is long: the families are chosen from, so they are read side by side.
"""

from collections.abc import Mapping
from typing import ClassVar

import attrs

from domain.shared_kernel.messages import Message, lazy_ngettext
from domain.shared_kernel.messages import lazy_gettext as _
from domain.shared_kernel.rate_limits import QuotaStatus

_MAX_SECONDS_SHOWN = 90
_IN_MINUTES = lazy_ngettext(
    "Too many requests. Please try again in {minutes} minute",
    "Too many requests. Please try again in {minutes} minutes",
    "minutes",
)


@attrs.define(eq=False)
class BaseAppException(Exception):
    """An expected failure: its fields are the parameters of its message. ``when`` and ``remedy`` document the code for
    client developers: when it occurs, and what to do then."""

    code: ClassVar[str] = "error"
    title: ClassVar[Message] = _("Something went wrong")
    default_message: ClassVar[Message] = _("Something went wrong. Please try again")
    when: ClassVar[Message] = _("Something failed for which there is no other code")
    remedy: ClassVar[Message] = _(
        "Try again later. If it happens again, give the request_id of the answer to whoever runs the service"
    )

    @property
    def message(self) -> Message:
        """The message with the fields of the error filled in."""
        return self.default_message.bind(attrs.asdict(self, recurse=False))

    @property
    def members(self) -> Mapping[str, object]:
        """The members of its problem document beside those that all have (RFC 9457, 3.2): names and JSON values."""
        return {}

    def __str__(self) -> str:
        return str(self.message)


class AuthenticationException(BaseAppException):
    """The request has no valid proof of a user."""

    code = "authentication_required"
    title = _("Please sign in")
    default_message = _("Please sign in to continue")
    when = _("The request needs an access token, and its header Authorization has none")
    remedy = _("Sign in, and send the access token in the header Authorization: Bearer …")


class InvalidTokenException(AuthenticationException):
    """A token is malformed, was not signed by this service, or is for another kind or platform."""

    code = "invalid_token"
    default_message = _("This token is not valid. Please sign in again")
    when = _("The token is damaged, was not issued by this service, or belongs to the other platform")
    remedy = _("Sign in again, on the platform that the request is for")


class ExpiredTokenException(AuthenticationException):
    """A genuine token has expired."""

    code = "expired_token"
    default_message = _("This token has expired. Please renew it or sign in again")
    when = _("The token is older than its lifetime")
    remedy = _("Exchange the refresh token for new tokens. If that one has expired, sign in again")


class RevokedTokenException(AuthenticationException):
    """The session of a genuine token has ended."""

    code = "revoked_token"
    default_message = _("This session has ended. Please sign in again")
    when = _(
        "The session was ended: by signing out, by a new password, by staff, or because the account was locked or "
        "deleted"
    )
    remedy = _("Sign in again")


class AuthorizationException(BaseAppException):
    """The user is known, and may not do this."""

    code = "forbidden"
    title = _("Not allowed")
    default_message = _("You are not allowed to do this")
    when = _("The person who is signed in may not do this")
    remedy = _("Ask somebody who may do it")


class NotFoundException(BaseAppException):
    """The requested thing does not exist."""

    code = "not_found"
    title = _("Not found")
    default_message = _("What you asked for does not exist")
    when = _("Nothing has this address or this id, or it was deleted")
    remedy = _("Check the address and the id")


class ConflictException(BaseAppException):
    """The request contradicts what is stored."""

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
class ReferenceNotFound(ConflictException):
    """A field would refer to an entity that does not exist."""

    code = "reference_not_found"
    default_message = _("What the field {field} refers to does not exist")
    when = _("A field names something that does not exist, or was deleted at the same moment")
    remedy = _("Send the id of something that exists")
    field: str


@attrs.define(eq=False)
class StillReferenced(ConflictException):
    """An entity cannot be deleted while others refer to it, by their ``field``."""

    code = "still_referenced"
    default_message = _("This cannot be deleted: other entries refer to it in their field {field}")
    when = _("Something else still refers to what was to be deleted")
    remedy = _("Delete what refers to it, or let it refer to something else, and try again")
    field: str


class LostRace(ConflictException):
    """The stored version is no longer the one that was read; the command may succeed if it is run again."""


class PreconditionFailedException(BaseAppException):
    """A precondition of the request does not hold (RFC 9110, section 13)."""

    code = "precondition_failed"
    title = _("Changed in the meantime")
    default_message = _("This has been changed in the meantime. Please load it again")
    when = _("The header If-Match does not name the current version")
    remedy = _("Load it again, and repeat the change with its new ETag")


@attrs.frozen
class FieldError:
    """One invalid field of the input; ``field`` is a dotted path, or empty for the whole."""

    field: str
    code: str
    message: Message


@attrs.define(eq=False)
class ValidationException(BaseAppException):
    """Lists every invalid field of the input."""

    code = "validation_failed"
    title = _("Please check your input")
    default_message = _("Some fields need your attention")
    when = _("Fields are missing, unknown or not valid. The member errors of the answer names every one of them")
    remedy = _("Correct all fields that errors names, and send the request again")
    errors: tuple[FieldError, ...]


class BusinessRuleException(BaseAppException):
    """A rule of the domain forbids the act at present."""

    code = "business_rule"
    title = _("Not possible")
    default_message = _("This is not possible at the moment")
    when = _("A rule of the service does not allow this at the moment")
    remedy = _("Read the detail of the answer: it says why")


class BadRequestException(BaseAppException):
    """The request is malformed."""

    code = "bad_request"
    title = _("The request could not be understood")
    default_message = _("The request could not be understood")
    when = _("The request does not have the form that this address needs")
    remedy = _("Compare the request with the API description")


@attrs.define(eq=False)
class RateLimitException(BaseAppException):
    """A quota is used up. ``retry_after`` is in whole seconds; ``quota_statuses`` are the quotas of the request."""

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
        """The message, with the wait in minutes if that is easier to read."""
        if self.retry_after <= _MAX_SECONDS_SHOWN:
            return self.default_message.bind({"retry_after": self.retry_after})
        return _IN_MINUTES.bind({"minutes": -(-self.retry_after // 60)})


@attrs.define(eq=False)
class ServiceUnavailableException(BaseAppException):
    """A server that this service needs does not answer, or the service is busy. ``retry_after`` is in whole seconds."""

    code = "service_unavailable"
    title = _("Temporarily unavailable")
    default_message = _("The service is temporarily unavailable. Please try again in a moment")
    when = _("Something that the service needs, such as its database, does not answer, or the service is being stopped")
    remedy = _("Wait for the number of seconds in the header Retry-After, and try again")
    retry_after: int = 1


class GoneException(BaseAppException):
    """The thing existed and is no longer available."""

    code = "gone"
    title = _("No longer available")
    default_message = _("This is no longer available")
    when = _("This has been used up or removed")
    remedy = _("Ask for a new one")
