import re
from uuid import uuid4

import attrs
from aiohttp import web
from aiohttp.typedefs import Handler

from application.request_context import set_language, set_platform, set_request_id, set_user_id
from domain.shared_kernel.language import DEFAULT_LANGUAGE
from domain.shared_kernel.platform import Platform
from entrypoints.http.kit.authentication import USES_LANGUAGE_OF_ACCOUNT
from entrypoints.http.kit.hosts import is_host_of_request
from entrypoints.http.kit.platforms import PLATFORMS, platform_of
from entrypoints.http.kit.protocol_errors import InvalidSource, MalformedRequest, PlatformMismatch
from entrypoints.http.middlewares.negotiation import negotiate

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,128}")


@web.middleware
@attrs.frozen
class RequestHeadersMiddleware:
    """Sets the request context by the headers of a request: id, language and platform."""

    async def __call__(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Raises ``MalformedRequest`` unless one host is named, and below a platform ``InvalidSource`` or
        ``PlatformMismatch`` unless ``X-Source`` names it."""
        headers = request.headers
        set_request_id(_request_id(headers.get("X-Request-ID")))
        set_user_id(None)
        wanted = negotiate(",".join(headers.getall("Accept-Language", ())))
        set_language(wanted or DEFAULT_LANGUAGE)
        request[USES_LANGUAGE_OF_ACCOUNT] = wanted is None
        if not is_host_of_request(headers.getall("Host", ()), request.version):
            raise MalformedRequest
        platform = platform_of(request.path)
        set_platform(platform)
        if platform and request.match_info.http_exception is None:
            _require_source(headers.getall("X-Source", ()), platform)
        return await handler(request)


def _request_id(sent: str | None) -> str:
    return sent if sent and _REQUEST_ID.fullmatch(sent) else uuid4().hex


def _require_source(named: list[str] | tuple[()], platform: Platform) -> None:
    if len(named) != 1 or named[0] not in PLATFORMS:
        raise InvalidSource
    if named[0] != platform:
        raise PlatformMismatch
