"""The headers of every answer."""

from collections.abc import Mapping

import attrs
from aiohttp import web

from application.request_context import get_language, get_request_id
from entrypoints.http.middlewares.cors import Cors
from entrypoints.http.rate_limits.headers import rate_limit_headers

HTTPS_FOR_A_YEAR = "max-age=31536000"
"""RFC 6797. Nothing is said of names below this one: they are others' to decide."""
_ALWAYS: Mapping[str, str] = {
    "Server": "cortex",
    "Vary": "Origin, Accept-Language",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""What an answer may say otherwise for itself."""


@attrs.frozen
class ResponseHeaders:
    """Completes answers of every kind, errors too."""

    cors: Cors
    is_https: bool = False
    """Whether people reach the service by TLS alone."""

    def complete(self, request: web.BaseRequest, response: web.StreamResponse) -> None:
        headers = response.headers
        for name, value in _ALWAYS.items():
            headers.setdefault(name, value)
        if self.is_https:
            headers["Strict-Transport-Security"] = HTTPS_FOR_A_YEAR
        headers["X-Request-ID"] = get_request_id()
        headers.setdefault("Content-Language", get_language())
        headers.update(rate_limit_headers(request))
        if self.cors.origins:
            headers.update(self.cors.headers(request.path, request.headers.get("Origin")))
