"""One way to Redis for every adapter: scripts, each atomic, within a stated time."""

import asyncio
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import timedelta
from enum import Enum
from typing import Any

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.commands.core import AsyncScript
from redis.exceptions import (
    ClusterDownError,
    OutOfMemoryError,
    ReadOnlyError,
    RedisError,
    ResponseError,
    TryAgainError,
)

from adapters.redis.circuit import Circuit
from application.request_context import get_span
from domain.shared_kernel.errors import ServiceUnavailableException

PATIENCE = timedelta(milliseconds=250)
CONNECTIONS = 32
_CANNOT_SERVE = (ReadOnlyError, OutOfMemoryError, ClusterDownError, TryAgainError)
_CANNOT_SERVE_EITHER = ("MISCONF", "NOREPLICAS", "BUSY", "UNKILLABLE")  # those that redis-py has no class for


class RedisServer:
    """A script that is not answered within ``patience``, whatever the reason, is not sent again: it may have been
    done."""

    def __init__(self, url: str, *, patience: timedelta | None = None, connections: int = CONNECTIONS) -> None:
        self._url = url
        self._patience = (patience or PATIENCE).total_seconds()
        self._connections = connections
        self._circuit = Circuit()
        self._client: Redis | None = None
        self._known: dict[Enum, AsyncScript] = {}

    async def open(self) -> None:
        """Connects with the first question."""
        if self._client is None:
            pool = BlockingConnectionPool.from_url(
                self._url,
                max_connections=self._connections,
                timeout=None,
                socket_timeout=None,
                socket_connect_timeout=None,
                retry=Retry(NoBackoff(), 0),
                protocol=2,
                client_name="nexus-cortex",
                driver_info=None,
            )
            self._client = Redis.from_pool(pool)

    async def close(self) -> None:
        """Gives every connection back. Closing twice is closing once."""
        if self._client is not None:
            client, self._client = self._client, None
            self._known.clear()
            await client.aclose()

    async def run(self, script: Enum, keys: Sequence[str], arguments: Sequence[str | int]) -> Any:
        """Runs the text that is the value of ``script``. Raises ``ServiceUnavailableException`` where Redis does not
        answer, or cannot serve."""
        if self._client is None:
            raise RuntimeError("Redis is not open: await open() at start-up, and use it before close()")
        run = self._known.get(script) or self._known.setdefault(script, self._client.register_script(script.value))
        span = get_span()
        following = span.step(script.name.lower(), {"db.system.name": "redis"}) if span else nullcontext()
        with self._circuit.guarding(), following:
            try:
                async with asyncio.timeout(self._patience):
                    return await run(keys=keys, args=arguments)
            except (RedisError, OSError) as error:
                if _is_ours(error):
                    raise
                raise ServiceUnavailableException from error


def _is_ours(error: Exception) -> bool:
    """Whether Redis was well, and what it was told was wrong."""
    if isinstance(error, _CANNOT_SERVE) or not isinstance(error, ResponseError):
        return False
    return not str(error).startswith(_CANNOT_SERVE_EITHER)
