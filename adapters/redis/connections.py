"""Connections to Redis, of which some may be forgotten by a firewall on the way: nobody says so, and what is sent over
them is lost."""

import asyncio
import socket
from time import monotonic
from typing import Any
from weakref import WeakKeyDictionary

from redis.asyncio import BlockingConnectionPool
from redis.asyncio.connection import AbstractConnection
from redis.exceptions import RedisError, ResponseError

IDLE_SECONDS = 1.0
"""After so long without use a connection is asked whether it is there, before anything is sent over it."""
ANSWER_SECONDS = 0.1
KEEPALIVE = {
    getattr(socket, name): value
    for name, value in {"TCP_KEEPIDLE": 30, "TCP_KEEPINTVL": 10, "TCP_KEEPCNT": 3}.items()
    if hasattr(socket, name)
}
"""In seconds, but for the last, which is a number of probes: what carries nothing is probed, and so not forgotten."""


class LivelyConnections(BlockingConnectionPool):
    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._used_at: WeakKeyDictionary[AbstractConnection, float] = WeakKeyDictionary()
        self._trusted_from = 0.0

    def distrust(self) -> None:
        """Somebody waited for an answer in vain: connections that were used before may be forgotten as well."""
        self._trusted_from = monotonic()

    async def ensure_connection(self, connection: AbstractConnection) -> None:
        used_at = self._used_at.get(connection, 0.0)
        is_doubtful = used_at < max(self._trusted_from, monotonic() - IDLE_SECONDS)
        if connection.is_connected and is_doubtful and not await _answers(connection):
            await connection.disconnect(nowait=True)
        await super().ensure_connection(connection)

    async def release(self, connection: AbstractConnection) -> None:
        self._used_at[connection] = monotonic()
        await super().release(connection)


async def _answers(connection: AbstractConnection) -> bool:
    """A refusal is an answer too."""
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            await connection.send_command("PING", check_health=False)
            await connection.read_response()
    except ResponseError:
        return True
    except (RedisError, OSError):
        return False
    return True
