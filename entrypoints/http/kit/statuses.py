"""Which HTTP status (RFC 9110) a family of errors is answered with."""

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
    """The status of the nearest family."""
    return next(STATUS_BY_FAMILY[family] for family in error.__mro__ if family in STATUS_BY_FAMILY)
