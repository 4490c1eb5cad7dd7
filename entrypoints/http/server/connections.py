"""The connections of a server as a whole: how many there may be, how patient it is with them, and how they end."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from typing import Protocol

import attrs

MOST = 4096
"""Connections a process takes; each costs some 20 KiB and an open file."""
MOST_OF_ONE = 1024
"""Connections that one address may have of these."""
UNCOUNTED = 4 * 1024
"""Bytes of an unfinished request that every connection may have come with: most requests are shorter."""
MOST_UNFINISHED = 32 * 1024 * 1024
"""Bytes of unfinished requests beyond those that a process holds for all connections together."""
MOST_UNFINISHED_OF_ONE = 8 * 1024 * 1024
"""And for those of one address."""
_logger = logging.getLogger("cortex.http")


@attrs.frozen
class Timeouts:
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


def nobodys(_address: str | None) -> str | None:
    """Bounds no address by itself."""
    return None


@attrs.define(eq=False)
class Connections:
    """Those that are open now, with what each holds of requests that are not whole. ``owner_of`` names whom an address
    belongs to; ``None`` for a proxy, behind which are many. While it ``is_closing`` each answer is the last of its
    connection."""

    most: int = MOST
    most_of_one: int = MOST_OF_ONE
    owner_of: Callable[[str | None], str | None] = nobodys
    is_closing: bool = False
    _open: dict[Connection, str | None] = attrs.field(factory=dict, init=False)
    _owners: Counter[str] = attrs.field(factory=Counter, init=False)
    _held: dict[Connection, int] = attrs.field(factory=dict, init=False)
    _held_by: Counter[str] = attrs.field(factory=Counter, init=False)
    _held_in_all: int = attrs.field(default=0, init=False)
    _warned: bool = attrs.field(default=False, init=False)
    _none_left: asyncio.Event = attrs.field(factory=asyncio.Event, init=False)

    def count(self) -> int:
        return len(self._open)

    def enter(self, connection: Connection, address: str | None) -> bool:
        """Whether there was room."""
        owner = self.owner_of(address)
        if len(self._open) >= self.most:
            return False
        if owner is not None and self._owners[owner] >= self.most_of_one:
            self._warn(owner)
            return False
        self._open[connection] = owner
        if owner is not None:
            self._owners[owner] += 1
        return True

    def hold(self, connection: Connection, count: int) -> bool:
        """Notes how many bytes of an unfinished request a connection has come with. Whether they may be kept."""
        counted = max(0, count - UNCOUNTED)
        more = counted - self._held.get(connection, 0)
        if not more:
            return True
        owner = self._open.get(connection)
        self._count(connection, owner, more)
        return more < 0 or (
            self._held_in_all <= MOST_UNFINISHED and (owner is None or self._held_by[owner] <= MOST_UNFINISHED_OF_ONE)
        )

    def leave(self, connection: Connection) -> None:
        self.hold(connection, 0)
        owner = self._open.pop(connection, None)
        if owner is not None:
            _less(self._owners, owner, 1)
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

    def _count(self, connection: Connection, owner: str | None, more: int) -> None:
        held = self._held.pop(connection, 0) + more
        if held:
            self._held[connection] = held
        self._held_in_all += more
        if owner is not None:
            _less(self._held_by, owner, -more)

    def _warn(self, owner: str) -> None:
        """Once: whoever floods should not fill the log too."""
        if not self._warned:
            self._warned = True
            _logger.warning(
                "%s has %d connections and gets no more: if that is a proxy, name it in CORTEX_TRUSTED_PROXIES",
                owner,
                self.most_of_one,
            )


def _less(counter: Counter[str], name: str, by: int) -> None:
    """Keeps no zeros: the names are made up by others."""
    counter[name] -= by
    if not counter[name]:
        del counter[name]
