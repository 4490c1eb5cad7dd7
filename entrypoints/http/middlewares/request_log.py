"""Logs one line for each request, without its path, query or body."""

import logging

from aiohttp import web

_logger = logging.getLogger("cortex.http.requests")
_METHODS = frozenset({"GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS"})


def standard_method(request: web.Request) -> str:
    """Returns the method, or ``OTHER``: clients can make up any number of methods."""
    return request.method if request.method in _METHODS else "OTHER"


def route_of(request: web.Request) -> str:
    """Returns the pattern of the route, of which there are few; ``-`` if the path has no route, or is not routed
    yet."""
    found = request._match_info  # the public property is an error before the request is routed
    resource = found.route.resource if found is not None else None
    return resource.canonical if resource else "-"


def log_answer(method: str, route: str, status: int, seconds: float) -> None:
    """Logs method, route, status and milliseconds. The path is left out, because it may hold secrets."""
    if not _logger.isEnabledFor(logging.INFO):
        return
    _logger.info(
        "request_answered",
        extra={
            "method": method,
            "route": route,
            "status": status,
            "ms": round(seconds * 1000, 1),
        },
    )
