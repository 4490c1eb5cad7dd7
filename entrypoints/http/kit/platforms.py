"""Finds the platform in the path of a request, and requires that its client means this platform."""

from aiohttp import web

from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.protocol_errors import InvalidSource, PlatformMismatch

PLATFORMS = {platform.value: platform for platform in Platform}


def platform_of(path: str) -> Platform | None:
    """Returns the platform whose prefix the path has, or ``None`` for the paths of neither."""
    return PLATFORMS.get(path[1:].partition("/")[0])


def require_source(request: web.Request, platform: Platform) -> None:
    """Raises ``InvalidSource`` or ``PlatformMismatch`` unless the header ``X-Source`` names the platform."""
    named = request.headers.getall("X-Source", ())
    if len(named) != 1 or named[0] not in PLATFORMS:
        raise InvalidSource
    if named[0] != platform:
        raise PlatformMismatch
