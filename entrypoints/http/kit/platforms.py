"""Requires that the client of a request means the platform that it is sent to."""

from aiohttp import web

from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.protocol_errors import InvalidSource, PlatformMismatch

_NAMES = frozenset(platform.value for platform in Platform)


def require_source(request: web.Request, platform: Platform) -> None:
    """Raises ``InvalidSource`` or ``PlatformMismatch`` unless the header ``X-Source`` names the platform."""
    named = request.headers.getall("X-Source", ())
    if len(named) != 1 or named[0] not in _NAMES:
        raise InvalidSource
    if named[0] != platform:
        raise PlatformMismatch
