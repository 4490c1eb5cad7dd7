"""The errors that endpoints share, beside those that they declare."""

from collections.abc import Iterator

from domain.access.errors import PermissionDenied
from domain.access.permission import Permission
from domain.credentials.errors import MfaEnrolmentRequired
from domain.shared_kernel.errors import (
    AuthenticationException,
    BaseAppException,
    ExpiredTokenException,
    InvalidTokenException,
    NotFoundException,
    RateLimitException,
    RevokedTokenException,
    ServiceUnavailableException,
    ValidationException,
)
from entrypoints.http.kit.endpoint import PUBLIC
from entrypoints.http.kit.protocol_errors import (
    BodyTimeout,
    BodyTooLarge,
    ExpectationFailed,
    HeadTooLarge,
    InternalError,
    InvalidSource,
    MalformedBody,
    MalformedRequest,
    PlatformMismatch,
    UnsupportedMediaType,
)
from entrypoints.http.kit.route import Route, needs_factor

_ANY_REQUEST = (
    MalformedRequest,
    ExpectationFailed,
    ValidationException,
    HeadTooLarge,
    InternalError,
    ServiceUnavailableException,
)
_ANY_PLATFORM = (InvalidSource, PlatformMismatch)
_ANY_BODY = (MalformedBody, BodyTimeout, BodyTooLarge, UnsupportedMediaType)
_ANY_TOKEN = (AuthenticationException, InvalidTokenException, ExpiredTokenException, RevokedTokenException)


def errors_of(route: Route) -> Iterator[type[BaseAppException]]:
    """Yields every error class of a route; some may be repeated."""
    yield from route.endpoint.errors
    yield from _ANY_REQUEST
    yield from _ANY_BODY
    if route.surface.requires_source:
        yield from _ANY_PLATFORM
    if route.endpoint.requires is not PUBLIC:
        yield from _ANY_TOKEN
    if needs_factor(route):
        yield MfaEnrolmentRequired
    if isinstance(route.endpoint.requires, Permission):
        yield PermissionDenied
    if route.rate_limits:
        yield RateLimitException
    for hook in route.endpoint.hooks:
        yield from hook.errors
    if route.parameters:
        yield NotFoundException
