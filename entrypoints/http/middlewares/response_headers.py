"""The headers of every answer."""

from collections.abc import Mapping

import attrs
from aiohttp import web

from application.request_context import get_language, get_request_id
from entrypoints.http.middlewares.cors import Cors
from entrypoints.http.rate_limits.headers import rate_limit_headers

HTTPS_ONLY_FOR_A_YEAR = "max-age=31536000"
"""``Strict-Transport-Security`` (RFC 6797), without subdomains: they may belong to others."""
_DEFAULTS: Mapping[str, str] = {
    "Server": "cortex",
    "Vary": "Origin, Accept-Language",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Headers that an answer may set itself to another value."""


@attrs.frozen
class ResponseHeaders:
    """Adds the headers that all answers have, errors too."""

    cors: Cors
    is_https: bool = False
    """True if the public address of the service is ``https``."""

    def complete(self, request: web.BaseRequest, response: web.StreamResponse) -> None:
        """Adds security headers, the request id, the language, rate limits and CORS headers to ``response``."""
        headers = response.headers
        for name, value in _DEFAULTS.items():
            headers.setdefault(name, value)
        if self.is_https:
            headers["Strict-Transport-Security"] = HTTPS_ONLY_FOR_A_YEAR
        headers["X-Request-ID"] = get_request_id()
        headers.setdefault("Content-Language", get_language())
        headers.update(rate_limit_headers(request))
        if self.cors.origins:
            headers.update(self.cors.headers(request.path, request.headers.get("Origin")))
