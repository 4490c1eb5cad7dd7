"""Finds the end of the head of a request, before it is parsed."""

import attrs

MAX_HEAD_BYTES = 32 * 1024
"""Bytes of a request line and its headers together, with the blank line behind them."""
_BLANK_LINES = (b"\n\r\n", b"\n\n")
"""The second violates HTTP; the parser refuses it."""
_MAX_BLANK_BYTES = 3


@attrs.define
class HeadFraming:
    """Buffers the bytes that came on a connection and were not yet taken."""

    _bytes: bytearray = attrs.field(factory=bytearray)
    _searched: int = 0

    def __len__(self) -> int:
        return len(self._bytes)

    def add(self, data: bytes) -> None:
        """Appends bytes."""
        self._bytes += data

    def take(self, count: int) -> bytes:
        """Removes and returns the first ``count`` bytes, or as many as there are."""
        self._searched = 0
        if count >= len(self._bytes):
            taken = bytes(self._bytes)
            self._bytes.clear()
            return taken
        taken = bytes(self._bytes[:count])
        del self._bytes[:count]
        return taken

    def head_length(self) -> int | None:
        """Returns the length of the head in bytes, or ``None`` until it is complete. Each byte is searched a few times
        at most, in however many pieces it comes."""
        if self._bytes and not (self._bytes[:1].isalpha() or self._bytes[:1].isspace()):
            return len(self._bytes)  # not HTTP but TLS, for instance: it has no end to wait for
        start = max(0, self._searched - _MAX_BLANK_BYTES)
        found = [(at, len(end)) for end in _BLANK_LINES if (at := self._bytes.find(end, start)) >= 0]
        self._searched = len(self._bytes)
        return sum(min(found)) if found else None
