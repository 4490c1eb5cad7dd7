"""One line for each request; never what was sent or asked for, only where it led."""

import logging

from aiohttp import web

_logger = logging.getLogger("cortex.http.requests")
_LONGEST_METHOD = 16


def log_answer(request: web.Request, status: int, seconds: float) -> None:
    """Names the route by its pattern: an address may hold what somebody should not read."""
    if not _logger.isEnabledFor(logging.INFO):
        return
    resource = request.match_info.route.resource
    route = resource.canonical if resource else "-"
    facts = {
        "method": request.method[:_LONGEST_METHOD],
        "route": route,
        "status": status,
        "ms": round(seconds * 1000, 1),
    }
    _logger.info("%(method)s %(route)s %(status)d in %(ms).1f ms", facts, extra=facts)
