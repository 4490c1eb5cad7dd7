"""The frame of every request, with a route or without. It is one pass around the application rather than a chain of
aiohttp's middlewares, as each link of a chain costs a coroutine and a wrapper."""

import logging
from collections.abc import Awaitable, Callable
from time import perf_counter

import attrs
from aiohttp import web

from application.ports.meter import Meter
from application.ports.tracer import Tracer
from domain.shared_kernel.errors import (
    BadRequestException,
    BaseAppException,
    NotFoundException,
    RateLimitException,
)
from entrypoints.http.kit.problems import UNFINISHED, Problems
from entrypoints.http.kit.protocol_errors import InternalError, MethodNotAllowed
from entrypoints.http.kit.surface import Surface, Surfaces
from entrypoints.http.middlewares.cors import Cors
from entrypoints.http.middlewares.negotiation import Negotiation
from entrypoints.http.middlewares.preflight import answer_preflight, is_preflight
from entrypoints.http.middlewares.request_headers import begin_context
from entrypoints.http.middlewares.request_log import log_answer, route_of, standard_method
from entrypoints.http.middlewares.response_headers import ResponseHeaders
from entrypoints.http.middlewares.tracing import traced
from entrypoints.http.rate_limits.client_address import ClientAddresses
from entrypoints.http.rate_limits.headers import add_quota_statuses

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
_logger = logging.getLogger("cortex.http")


@attrs.frozen(eq=False, repr=False)
class EveryRequest:
    """Sets the context of a request by its headers, turns every error that is raised inside into an answer, as its
    surface renders it, and completes, counts and logs every answer. ``tracer`` is ``None`` if nothing is traced."""

    problems: Problems
    headers: ResponseHeaders
    meter: Meter
    cors: Cors
    surfaces: Surfaces
    addresses: ClientAddresses
    negotiate: Negotiation
    tracer: Tracer | None = None

    def __call__(self, request: web.Request, handler: Handler) -> Awaitable[web.StreamResponse]:
        """Returns the answer, which may be to an error. Raises nothing but redirects, which aiohttp wants raised."""
        if self.tracer is None:
            return self._answer(request, handler)
        return traced(self.tracer, request, lambda: self._answer(request, handler))

    async def _answer(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        started = perf_counter()
        surface = self.surfaces.find(request.path)
        try:
            begin_context(request, surface, self.addresses, self.negotiate)
            response = await handler(request)
        except BaseAppException as error:
            if isinstance(error, RateLimitException):
                add_quota_statuses(request, error.quota_statuses)
            response = self._error_answer(request, surface, error)
        except web.HTTPRedirection as redirection:  # aiohttp wants these raised
            self._finish(request, redirection, started)
            raise
        except web.HTTPException as refusal:
            response = self._refused(request, surface, refusal)
        except Exception:
            _logger.exception("unexpected_error")
            response = self._error_answer(request, surface, InternalError())
        self._finish(request, response, started)
        return response

    def _refused(self, request: web.Request, surface: Surface, refusal: web.HTTPException) -> web.Response:
        """Returns the answer to what aiohttp refuses: a preflight request has no route, and is answered here."""
        if isinstance(refusal, web.HTTPMethodNotAllowed) and is_preflight(request):
            return answer_preflight(self.cors, request, refusal.allowed_methods)
        return self._error_answer(request, surface, _as_error(refusal))

    def _error_answer(self, request: web.Request, surface: Surface, error: BaseAppException) -> web.Response:
        rendered = surface.render_error(request, error) if surface.render_error else None
        if rendered is None:
            return self.problems.answer(error)
        if isinstance(error, UNFINISHED):
            rendered.force_close()
        return rendered

    def _finish(self, request: web.Request, response: web.StreamResponse, started: float) -> None:
        self.headers.complete(request, response)
        seconds = perf_counter() - started
        method, route = standard_method(request), route_of(request)
        self.meter.answered(method, route, response.status, seconds)
        log_answer(method, route, response.status, seconds)


def _as_error(refusal: web.HTTPException) -> BaseAppException:
    """Returns the error of this service for one of aiohttp."""
    if isinstance(refusal, web.HTTPMethodNotAllowed):
        return MethodNotAllowed(frozenset(refusal.allowed_methods))
    if isinstance(refusal, web.HTTPNotFound):
        return NotFoundException()
    return BadRequestException() if isinstance(refusal, web.HTTPClientError) else InternalError()
