"""One line for each request; never what was sent or asked for, only where it led."""

import logging

from aiohttp import web

_logger = logging.getLogger("cortex.http.requests")
_METHODS = frozenset({"GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS"})


def standard_method(request: web.Request) -> str:
    """Others are all the same: anybody can make them up."""
    return request.method if request.method in _METHODS else "OTHER"


def route_of(request: web.Request) -> str:
    """The pattern of the address, of which there are few; ``-`` for an address that leads nowhere."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else "-"


def log_answer(request: web.Request, status: int, seconds: float) -> None:
    """Names the route by its pattern: an address may hold what somebody should not read."""
    if not _logger.isEnabledFor(logging.INFO):
        return
    facts = {
        "method": standard_method(request),
        "route": route_of(request),
        "status": status,
        "ms": round(seconds * 1000, 1),
    }
    _logger.info("%(method)s %(route)s %(status)d in %(ms).1f ms", facts, extra=facts)
