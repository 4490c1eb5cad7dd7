"""The headers of every answer, unless it sets them itself to another value."""

from typing import Final

from multidict import CIMultiDict

DEFAULT_HEADERS: Final = CIMultiDict(
    {
        "Server": "cortex",
        "Vary": "Origin, Accept-Language",
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
)
_ALWAYS_FROM_HERE: Final = "X-Content-Type-Options"


def add_default_headers(headers: "CIMultiDict[str]") -> None:
    """Adds those that an answer lacks. One that began as a copy of them has them all: it is known by a header that
    nothing else sets."""
    if _ALWAYS_FROM_HERE in headers:
        return
    for name, value in DEFAULT_HEADERS.items():
        headers.setdefault(name, value)
