"""Compressed bodies (RFC 9110, section 8.4), unpacked no further than a body may be long."""

import zlib
from collections.abc import Mapping

from entrypoints.http.kit.protocol_errors import BodyTooLarge, MalformedBody, UnsupportedMediaType

_PLAIN = frozenset({"", "identity"})
_WINDOW_BITS: Mapping[str, int] = {"gzip": 31, "x-gzip": 31, "deflate": 15}
"""As zlib tells the formats apart: 16 more for a gzip header and trailer."""


def require_known_coding(coding: str) -> None:
    if coding not in _PLAIN and coding not in _WINDOW_BITS:
        raise UnsupportedMediaType


def decompress(raw: bytes, coding: str, limit: int) -> bytes:
    """The plain body. Raises ``MalformedBody`` for broken, unfinished or trailing data."""
    if coding in _PLAIN:
        return raw
    unpack = zlib.decompressobj(_WINDOW_BITS[coding])
    try:
        body = unpack.decompress(raw, limit + 1)
    except zlib.error:
        raise MalformedBody from None
    if len(body) > limit:
        raise BodyTooLarge(limit)
    if not unpack.eof or unpack.unused_data:
        raise MalformedBody
    return body
