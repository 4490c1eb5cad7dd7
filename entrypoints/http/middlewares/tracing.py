"""Spans of requests."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from application.ports.tracer import Attributes, Kind, Span, Tracer
from application.request_context import get_request_id
from entrypoints.http.middlewares.request_log import route_of, standard_method

_SERVER_ERROR = 500


async def traced(
    tracer: Tracer, request: web.Request, answer: Callable[[], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Answers a request in a span that has its route, never its path. Continues the trace of the header
    ``traceparent``, if there is one."""
    with tracer.span(Kind.REQUEST, "request", request.headers.get("traceparent")) as span:
        try:
            response = await answer()
        except web.HTTPRedirection as redirection:
            _annotate(span, request, redirection.status)
            raise
        _annotate(span, request, response.status)
        return response


def _annotate(span: Span, request: web.Request, status: int) -> None:
    method, route = standard_method(request), route_of(request)
    attributes: Attributes = {
        "http.request.method": method,
        "http.route": route,
        "http.response.status_code": status,
        "cortex.request_id": get_request_id(),
    }
    span.annotate(f"{method} {route}", attributes, failed=status >= _SERVER_ERROR)
