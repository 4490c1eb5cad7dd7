"""The headers of responses, described once and referenced."""

from collections.abc import Mapping

from pydantic.json_schema import JsonSchemaValue

_COMMON = ("X-Request-ID", "Content-Language")
_RATE_LIMITS = ("RateLimit-Policy", "RateLimit")
_HEADERS = {
    "X-Request-ID": "Names this request in our logs",
    "Content-Language": "The language of the answer",
    "ETag": "The version of what the body shows",
    "Location": "Where the new thing is",
    "Set-Cookie": "The refresh token of a browser in cookie mode, or what a device is known by when it signs in again",
    "WWW-Authenticate": "How to sign in (RFC 6750)",
    "Retry-After": "How many seconds to wait",
    "RateLimit-Policy": "How often an address may ask: `q` times in `w` seconds (draft-ietf-httpapi-ratelimit-headers)",
    "RateLimit": "How often it still may: `r` times, and in `t` seconds `q` times again",
}
_HEADERS_BY_STATUS: Mapping[int, tuple[str, ...]] = {
    401: ("WWW-Authenticate",),
    429: ("Retry-After",),
    503: ("Retry-After",),
}


def shared_headers() -> dict[str, JsonSchemaValue]:
    """Returns ``components/headers``."""
    return {name: {"description": text, "schema": {"type": "string"}} for name, text in _HEADERS.items()}


def headers_of_answer(*sent: str, is_limited: bool) -> dict[str, JsonSchemaValue]:
    """Returns references to the headers of a response: those of every response, and those that are ``sent`` with this
    one."""
    names = [*_COMMON, *sent, *(_RATE_LIMITS if is_limited else ())]
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def headers_of_problem(status: int, *, is_limited: bool) -> dict[str, JsonSchemaValue]:
    """Returns references to the headers of an error, and of any other response with its status."""
    return headers_of_answer(*_HEADERS_BY_STATUS.get(status, ()), is_limited=is_limited)
