"""Finds the end of the head of a request, before it is parsed."""

import attrs

MAX_HEAD_BYTES = 32 * 1024
"""Bytes of a request line and its headers together, with the blank line behind them."""
_BLANK_LINE = b"\n\r\n"
_BARE_BLANK_LINE = b"\n\n"
"""A violation of HTTP; the parser refuses it."""
_MAX_BLANK_BYTES = len(_BLANK_LINE)


@attrs.define
class HeadFraming:
    """Buffers the bytes that came on a connection and were not yet taken. What came at once and is taken at once is
    never copied."""

    _bytes: bytes | bytearray = b""
    _searched: int = 0

    def __len__(self) -> int:
        return len(self._bytes)

    def add(self, data: bytes) -> None:
        """Appends bytes."""
        if self._bytes:
            self._rest().extend(data)
        else:
            self._bytes = data

    def take(self, count: int) -> bytes:
        """Removes and returns the first ``count`` bytes, or as many as there are."""
        self._searched = 0
        if count >= len(self._bytes):
            taken, self._bytes = bytes(self._bytes), b""
            return taken
        taken = bytes(self._bytes[:count])
        del self._rest()[:count]
        return taken

    def _rest(self) -> bytearray:
        """Returns the bytes in a form to which they can be added, and from whose beginning they are quickly removed."""
        if not isinstance(self._bytes, bytearray):
            self._bytes = bytearray(self._bytes)
        return self._bytes

    def head_length(self) -> int | None:
        """Returns the length of the head in bytes, or ``None`` until it is complete. Each byte is searched a few times
        at most, in however many pieces it comes."""
        first = self._bytes[:1]
        if first and not (first.isalpha() or first.isspace()):
            return len(self._bytes)  # not HTTP but TLS, for instance: it has no end to wait for
        start = max(0, self._searched - _MAX_BLANK_BYTES)
        self._searched = len(self._bytes)
        at = self._bytes.find(_BLANK_LINE, start)
        bare = self._bytes.find(_BARE_BLANK_LINE, start, self._searched if at < 0 else at + 1)
        if bare >= 0:
            return bare + len(_BARE_BLANK_LINE)
        return None if at < 0 else at + len(_BLANK_LINE)
