"""The HTTP status (RFC 9110) of each family of errors."""

from collections.abc import Mapping

from domain.shared_kernel.errors import (
    AuthenticationException,
    AuthorizationException,
    BadRequestException,
    BaseAppException,
    BusinessRuleException,
    ConflictException,
    GoneException,
    NotFoundException,
    PreconditionFailedException,
    RateLimitException,
    ServiceUnavailableException,
    ValidationException,
)
from entrypoints.http.kit.protocol_errors import (
    BodyTimeout,
    BodyTooLarge,
    ExpectationFailed,
    HeadTooLarge,
    MethodNotAllowed,
    UnsupportedMediaType,
)

STATUS_BY_FAMILY: Mapping[type, int] = {
    BadRequestException: 400,
    BusinessRuleException: 400,
    AuthenticationException: 401,
    AuthorizationException: 403,
    NotFoundException: 404,
    MethodNotAllowed: 405,
    BodyTimeout: 408,
    ConflictException: 409,
    GoneException: 410,
    PreconditionFailedException: 412,
    BodyTooLarge: 413,
    UnsupportedMediaType: 415,
    ExpectationFailed: 417,
    ValidationException: 422,
    RateLimitException: 429,
    HeadTooLarge: 431,
    BaseAppException: 500,
    ServiceUnavailableException: 503,
}


def status_of(error: type[BaseAppException]) -> int:
    """Returns the status of the nearest family of an error."""
    return next(STATUS_BY_FAMILY[family] for family in error.__mro__ if family in STATUS_BY_FAMILY)
