"""The body of the request that a connection is receiving, counted in bytes while the parser is fed."""

from typing import Final

import attrs
from aiohttp.http_parser import RawRequestMessage
from aiohttp.streams import EMPTY_PAYLOAD, StreamReader

from entrypoints.http.kit.body import MAX_BODY_BYTES

_UNKNOWN_LENGTH: Final = 2**62
_MAX_PIECE_BYTES: Final = 4 * 1024
"""Bytes of chunks that the parser is fed at once, and that may be spent on framing beyond the content. A chunk of one
byte takes as long to parse as one of thousands, and the event loop serves no other client meanwhile."""


@attrs.define
class BodyFraming:
    """``left`` are the bytes that are still to come, an unreachable number if the body is chunked; ``received`` those
    that have come, with their framing. ``content`` is what the parser made of them."""

    content: StreamReader = EMPTY_PAYLOAD
    left: int = 0
    received: int = 0
    is_chunked: bool = False

    @classmethod
    def of(cls, message: RawRequestMessage, content: StreamReader) -> "BodyFraming":
        """Returns the framing that the head of a request declares."""
        length = _UNKNOWN_LENGTH if message.chunked else int(message.headers.get("Content-Length", 0))
        return cls(content, length, is_chunked=message.chunked)

    @property
    def next_piece(self) -> int:
        """The number of bytes to feed at once."""
        return min(self.left, _MAX_PIECE_BYTES) if self.is_chunked else self.left

    def count(self, size: int) -> None:
        """Counts bytes that were fed."""
        self.left -= size
        self.received += size

    @property
    def is_too_long(self) -> bool:
        """True if chunks have come to more than a body may have; other bodies are refused by their declared length."""
        return self.is_chunked and self.content.total_bytes > MAX_BODY_BYTES

    @property
    def is_mostly_framing(self) -> bool:
        """True if the framing of unfinished chunks has come to more bytes than their content."""
        allowed = 2 * self.content.total_bytes + _MAX_PIECE_BYTES
        return self.is_chunked and not self.content.is_eof() and self.received > allowed
