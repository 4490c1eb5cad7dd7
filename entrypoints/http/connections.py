"""The connections of a server as a whole: how many there may be, how patient it is with them, and how they end."""

import asyncio
from typing import Protocol

import attrs

MOST = 4096
"""Connections a process takes; each costs some 20 KiB and an open file."""


@attrs.frozen
class Patience:
    """In seconds. ``head``: from the first byte of a request, or from the beginning of a connection, until its headers
    are whole. ``idle``: between two requests. ``unread``: while a client takes nothing of its answer. ``last_word``:
    for a request that may be on its way on an idle connection when the server ends."""

    head: float = 10.0
    idle: float = 75.0
    unread: float = 20.0
    last_word: float = 1.0


class Connection(Protocol):
    def retire(self) -> None:
        """Ends soon, unless there is something to answer."""


@attrs.define(eq=False)
class Connections:
    """Those that are open now. While it ``is_closing`` each answer is the last of its connection."""

    most: int = MOST
    is_closing: bool = False
    _open: set[Connection] = attrs.field(factory=set, init=False)
    _none_left: asyncio.Event = attrs.field(factory=asyncio.Event, init=False)

    def count(self) -> int:
        return len(self._open)

    def enter(self, connection: Connection) -> bool:
        """Whether there was room."""
        if len(self._open) >= self.most:
            return False
        self._open.add(connection)
        return True

    def leave(self, connection: Connection) -> None:
        self._open.discard(connection)
        if not self._open:
            self._none_left.set()

    async def end(self) -> None:
        """Returns when all have ended, each after its answer. To be called when nobody comes any more."""
        self.is_closing = True
        for connection in self._open:
            connection.retire()
        while self._open:
            self._none_left.clear()
            await self._none_left.wait()
