import logging
from time import perf_counter

import attrs
from aiohttp import web
from aiohttp.typedefs import Handler

from application.ports.meter import Meter
from domain.shared_kernel.errors import (
    BadRequestException,
    BaseAppException,
    NotFoundException,
    RateLimitException,
)
from entrypoints.http.kit.problems import Problems
from entrypoints.http.kit.protocol_errors import InternalError, MethodNotAllowed
from entrypoints.http.middlewares.request_log import log_answer, route_of, standard_method
from entrypoints.http.middlewares.response_headers import ResponseHeaders
from entrypoints.http.rate_limits.headers import add_quota_statuses

_logger = logging.getLogger("cortex.http")


@web.middleware
@attrs.frozen
class ProblemDetailsMiddleware:
    """Turns every error that is raised inside into a problem document, and completes, counts and logs every answer.
    Only tracing lies outside of it."""

    problems: Problems
    headers: ResponseHeaders
    meter: Meter

    async def __call__(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Returns the answer, or a problem document. Raises nothing but redirects, which aiohttp wants raised."""
        started = perf_counter()
        try:
            response = await handler(request)
        except BaseAppException as error:
            if isinstance(error, RateLimitException):
                add_quota_statuses(request, error.quota_statuses)
            response = self.problems.answer(error)
        except web.HTTPRedirection as redirection:  # aiohttp wants these raised
            self._finish(request, redirection, started)
            raise
        except web.HTTPException as refusal:
            response = self.problems.answer(_as_error(refusal))
        except Exception:
            _logger.exception("unexpected_error")
            response = self.problems.answer(InternalError())
        self._finish(request, response, started)
        return response

    def _finish(self, request: web.Request, response: web.StreamResponse, started: float) -> None:
        self.headers.complete(request, response)
        seconds = perf_counter() - started
        self.meter.answered(standard_method(request), route_of(request), response.status, seconds)
        log_answer(request, response.status, seconds)


def _as_error(refusal: web.HTTPException) -> BaseAppException:
    """Returns the error of this service for one of aiohttp."""
    if isinstance(refusal, web.HTTPMethodNotAllowed):
        return MethodNotAllowed(frozenset(refusal.allowed_methods))
    if isinstance(refusal, web.HTTPNotFound):
        return NotFoundException()
    return BadRequestException() if isinstance(refusal, web.HTTPClientError) else InternalError()
