"""Decompresses request bodies (RFC 9110, 8.4), up to a number of bytes."""

import zlib
from collections.abc import Mapping

from entrypoints.http.kit.protocol_errors import BodyTooLarge, MalformedBody, UnsupportedMediaType

_PLAIN = frozenset({"", "identity"})
_WINDOW_BITS: Mapping[str, int] = {"gzip": 31, "x-gzip": 31, "deflate": 15}
"""Window bits of zlib: 15, and 16 more for the header and trailer of gzip."""


def require_known_coding(coding: str) -> None:
    """Raises ``UnsupportedMediaType`` unless ``coding`` is empty, ``identity``, ``gzip``, ``x-gzip`` or ``deflate``."""
    if coding not in _PLAIN and coding not in _WINDOW_BITS:
        raise UnsupportedMediaType


def decompress(raw: bytes, coding: str, limit: int) -> bytes:
    """Returns the body decompressed. Raises ``BodyTooLarge`` if it exceeds ``limit`` bytes, and ``MalformedBody`` if
    the data is broken, cut off, or followed by more."""
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
