"""The connections of a server together: how many there may be, their timeouts, and how they end."""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from typing import Protocol

import attrs

MAX_CONNECTIONS = 4096
"""Connections of a process; each costs some 20 KiB and an open file."""
MAX_CONNECTIONS_PER_ADDRESS = 1024
"""Connections of one client address."""
UNCOUNTED_BYTES = 4 * 1024
"""Bytes of an unfinished request that are not counted; most requests are shorter."""
MAX_UNFINISHED_BYTES = 32 * 1024 * 1024
"""Counted bytes of unfinished requests that a process holds for all connections together."""
MAX_UNFINISHED_BYTES_PER_ADDRESS = 8 * 1024 * 1024
"""Counted bytes of unfinished requests of one client address."""
_logger = logging.getLogger("cortex.http")


@attrs.frozen
class Timeouts:
    """Timeouts in seconds. ``head``: from the first byte of a request, or from the beginning of a connection, until its
    headers are complete. ``idle``: between two requests. ``unread``: while a client acknowledges nothing of a response.
    ``closing``: for a request that may be on its way on an idle connection while the server stops."""

    head: float = 10.0
    idle: float = 75.0
    unread: float = 20.0
    closing: float = 1.0


class Connection(Protocol):
    """An open connection, as ``Connections`` needs it."""

    def retire(self) -> None:
        """Closes soon, after the response to a pending request."""


def no_owner(_address: str | None) -> str | None:
    """Returns ``None``: no address is bounded by itself."""
    return None


@attrs.define(eq=False)
class Connections:
    """The open connections, and the bytes of unfinished requests that each holds. ``owner_of`` returns the client that
    an address is counted for; ``None`` for a proxy, which has many clients. While ``is_closing``, each response is the
    last of its connection."""

    max_open: int = MAX_CONNECTIONS
    max_per_address: int = MAX_CONNECTIONS_PER_ADDRESS
    owner_of: Callable[[str | None], str | None] = no_owner
    is_closing: bool = False
    _open: dict[Connection, str | None] = attrs.field(factory=dict, init=False)
    _owners: Counter[str] = attrs.field(factory=Counter, init=False)
    _held: dict[Connection, int] = attrs.field(factory=dict, init=False)
    _held_by: Counter[str] = attrs.field(factory=Counter, init=False)
    _held_in_all: int = attrs.field(default=0, init=False)
    _warned: bool = attrs.field(default=False, init=False)
    _none_left: asyncio.Event = attrs.field(factory=asyncio.Event, init=False)

    def count(self) -> int:
        """Returns the number of open connections."""
        return len(self._open)

    def enter(self, connection: Connection, address: str | None) -> bool:
        """Adds a connection of an address. Returns false if there are too many, in all or of its owner."""
        owner = self.owner_of(address)
        if len(self._open) >= self.max_open:
            return False
        if owner is not None and self._owners[owner] >= self.max_per_address:
            self._warn(owner)
            return False
        self._open[connection] = owner
        if owner is not None:
            self._owners[owner] += 1
        return True

    def hold(self, connection: Connection, count: int) -> bool:
        """Sets how many bytes of an unfinished request a connection holds. Returns false if that exceeds a bound."""
        counted = max(0, count - UNCOUNTED_BYTES)
        more = counted - self._held.get(connection, 0)
        if not more:
            return True
        owner = self._open.get(connection)
        self._count(connection, owner, more)
        return more < 0 or (
            self._held_in_all <= MAX_UNFINISHED_BYTES
            and (owner is None or self._held_by[owner] <= MAX_UNFINISHED_BYTES_PER_ADDRESS)
        )

    def leave(self, connection: Connection) -> None:
        """Removes a closed connection and what it holds."""
        self.hold(connection, 0)
        owner = self._open.pop(connection, None)
        if owner is not None:
            _less(self._owners, owner, 1)
        if not self._open:
            self._none_left.set()

    async def end(self) -> None:
        """Closes every connection after its pending response, and returns when all are closed. To be called once no new
        ones can be made."""
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
        """Logs once in the life of the process, so that a flood does not fill the log."""
        if not self._warned:
            self._warned = True
            _logger.warning(
                "connections_of_address_exhausted",
                extra={
                    "address": owner,
                    "connections": self.max_per_address,
                    "hint": "if this is a proxy, name it in CORTEX_TRUSTED_PROXIES",
                },
            )


def _less(counter: Counter[str], name: str, by: int) -> None:
    """Subtracts, and drops zeros: clients choose the names, so they must not add up."""
    counter[name] -= by
    if not counter[name]:
        del counter[name]
