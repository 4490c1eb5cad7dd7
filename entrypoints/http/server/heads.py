"""Where the head of a request ends, before anything is made of it."""

import attrs

MAX_HEAD = 32 * 1024
"""Bytes of a request line and its header lines together, with the blank line behind them."""
_BLANK_LINES = (b"\n\r\n", b"\n\n")
"""The second is no HTTP, and the parser's to refuse."""
_LONGEST_BLANK = 3


@attrs.define
class HeadFraming:
    """What has come on a connection and was not handed on yet."""

    _bytes: bytearray = attrs.field(factory=bytearray)
    _searched: int = 0

    def __len__(self) -> int:
        return len(self._bytes)

    def add(self, data: bytes) -> None:
        self._bytes += data

    def take(self, count: int) -> bytes:
        """The first so many bytes, or what there is."""
        taken = bytes(self._bytes[:count])
        del self._bytes[:count]
        self._searched = 0
        return taken

    def head_length(self) -> int | None:
        """``None`` while its end has not come. No byte is looked at more than a few times, however they come."""
        if self._bytes and not (self._bytes[:1].isalpha() or self._bytes[:1].isspace()):
            return len(self._bytes)  # no HTTP at all, TLS for instance: nobody should wait for its end
        start = max(0, self._searched - _LONGEST_BLANK)
        found = [(at, len(end)) for end in _BLANK_LINES if (at := self._bytes.find(end, start)) >= 0]
        self._searched = len(self._bytes)
        return sum(min(found)) if found else None
