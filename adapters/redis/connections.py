"""Detects connections to Redis that a firewall on the way has dropped: nothing reports that, and data sent over them is
lost."""

import socket
from time import monotonic
from typing import Any
from weakref import WeakKeyDictionary

from hiredis import pack_command
from redis.asyncio import BlockingConnectionPool
from redis.asyncio.connection import AbstractConnection
from redis.exceptions import ConnectionError, RedisError, ResponseError

from adapters.deadlines.deadline import AnswerTimeout

IDLE_SECONDS = 1.0
"""A connection that was idle for longer is tested with a PING before it is used."""
ANSWER_SECONDS = 0.1
KEEPALIVE = {
    getattr(socket, name): value
    for name, value in {"TCP_KEEPIDLE": 30, "TCP_KEEPINTVL": 10, "TCP_KEEPCNT": 3}.items()
    if hasattr(socket, name)
}
"""TCP keep-alive: seconds until the first probe, seconds between probes, number of probes. Idle connections that are
probed are not dropped."""


class CheckedConnectionPool(BlockingConnectionPool):
    """A pool that tests connections which were idle, or used before the last timeout, and replaces those that do not
    answer."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._used_at: WeakKeyDictionary[AbstractConnection, float] = WeakKeyDictionary()
        self._trusted_from = 0.0

    def note_timeout(self) -> None:
        """Makes the pool test every connection that was used before now, as they may be dropped as well."""
        self._trusted_from = monotonic()

    async def take(self) -> AbstractConnection:
        """Returns a connection for the caller alone, tested if necessary. One that is free is taken without the lock
        and the timer of ``get_connection``, which are for those who must wait."""
        if not self._available_connections:
            waited_for: AbstractConnection = await self.get_connection()  # type: ignore[no-untyped-call]  # untyped there
            return waited_for
        free: AbstractConnection = self.get_available_connection()  # type: ignore[no-untyped-call]  # untyped there
        try:
            await self.ensure_connection(free)
        except BaseException:
            await self.release(free)
            raise
        return free

    async def ensure_connection(self, connection: AbstractConnection) -> None:
        """Tests a connection if necessary before it is used."""
        used_at = self._used_at.get(connection, 0.0)
        is_doubtful = used_at < max(self._trusted_from, monotonic() - IDLE_SECONDS)
        if connection.is_connected and is_doubtful and not await _answers(connection):
            await connection.disconnect(nowait=True)
        await super().ensure_connection(connection)

    async def release(self, connection: AbstractConnection) -> None:
        """Returns a connection to the pool and records the time."""
        self._used_at[connection] = monotonic()
        await super().release(connection)


async def send(connection: AbstractConnection, *command: str | int) -> None:
    """Sends a command. Raises redis's ``ConnectionError`` if the connection has ended, for which uvloop has a
    ``RuntimeError``. hiredis packs it, as the client takes six times as long for many arguments."""
    try:
        await connection.send_packed_command(pack_command(command), check_health=False)  # type: ignore[arg-type]  # typed there for one argument
    except RuntimeError as ended:
        raise ConnectionError(str(ended)) from ended


async def _answers(connection: AbstractConnection) -> bool:
    """Returns true for any answer to PING, an error as well."""
    try:
        async with AnswerTimeout(ANSWER_SECONDS):
            await send(connection, "PING")
            await connection.read_response()
    except ResponseError:
        return True
    except (RedisError, OSError):
        return False
    return True
