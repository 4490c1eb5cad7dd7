"""The headers of every answer."""

import attrs
from aiohttp import web

from application.request_context import get_language, get_request_id
from entrypoints.http.kit.default_headers import add_default_headers
from entrypoints.http.middlewares.cors import Cors
from entrypoints.http.rate_limits.headers import rate_limit_headers

HTTPS_ONLY_FOR_A_YEAR = "max-age=31536000"
"""``Strict-Transport-Security`` (RFC 6797), without subdomains: they may belong to others."""


@attrs.frozen
class ResponseHeaders:
    """Adds the headers that all answers have, errors too."""

    cors: Cors
    is_https: bool = False
    """True if the public address is ``https`` and the service has its host for itself."""

    def complete(self, request: web.BaseRequest, response: web.StreamResponse) -> None:
        """Adds security headers, the request id, the language, rate limits and CORS headers to ``response``."""
        headers = response.headers
        add_default_headers(headers)
        if self.is_https:
            headers["Strict-Transport-Security"] = HTTPS_ONLY_FOR_A_YEAR
        headers["X-Request-ID"] = get_request_id()
        headers.setdefault("Content-Language", get_language())
        if counted := rate_limit_headers(request):
            headers.update(counted)
        if self.cors.origins:
            headers.update(self.cors.headers(request.path, request.headers.get("Origin")))
