"""The HTTP status (RFC 9110) of each family of errors."""

from collections.abc import Mapping

from domain.shared_kernel import errors
from entrypoints.http.kit import protocol_errors

STATUS_BY_FAMILY: Mapping[type, int] = {
    errors.BadRequestException: 400,
    errors.BusinessRuleException: 400,
    errors.AuthenticationException: 401,
    errors.AuthorizationException: 403,
    errors.NotFoundException: 404,
    protocol_errors.MethodNotAllowed: 405,
    protocol_errors.BodyTimeout: 408,
    errors.ConflictException: 409,
    errors.GoneException: 410,
    errors.PreconditionFailedException: 412,
    protocol_errors.BodyTooLarge: 413,
    protocol_errors.UnsupportedMediaType: 415,
    protocol_errors.ExpectationFailed: 417,
    errors.ValidationException: 422,
    errors.RateLimitException: 429,
    protocol_errors.HeadTooLarge: 431,
    errors.BaseAppException: 500,
    errors.ServiceUnavailableException: 503,
}


def status_of(error: type[errors.BaseAppException]) -> int:
    """Returns the status of the nearest family of an error."""
    return next(STATUS_BY_FAMILY[family] for family in error.__mro__ if family in STATUS_BY_FAMILY)
