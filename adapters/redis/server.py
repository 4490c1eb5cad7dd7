"""One way to Redis for every adapter: scripts, each atomic, within a stated time."""

import asyncio
import logging
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import timedelta
from enum import Enum
from typing import Any

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.commands.core import AsyncScript
from redis.exceptions import AuthenticationError, AuthorizationError, DataError, RedisError, ResponseError

from adapters.redis.circuit import Circuit
from adapters.redis.connections import KEEPALIVE, LivelyConnections
from adapters.redis.server_refusals import cure_of, lasts, words_of
from application.ports.server_refusal import RefusedByServer
from application.request_context import get_span
from domain.shared_kernel.errors import ServiceUnavailableException

TIMEOUT = timedelta(milliseconds=250)
CONNECTIONS = 32
_ANSWERS = (ResponseError, AuthenticationError, AuthorizationError)
_NOT_ALONE = {"cluster_enabled": "a node of a Redis Cluster", "redis_mode": "a Redis Sentinel"}
_logger = logging.getLogger("cortex.redis")


class RedisServer:
    """What the server answers to words of ours that are always the same is never a fault of who asks: whatever its
    sentence, it cannot serve. A script that is not answered within ``timeout``, whatever the reason, is sent once
    more, over a new connection, if it only reads, and else not: it may have been done."""

    def __init__(self, url: str, *, timeout: timedelta | None = None, connections: int = CONNECTIONS) -> None:
        self._url = url
        self._timeout = (timeout or TIMEOUT).total_seconds()
        self._connections = connections
        self._circuit = Circuit()
        self._client: Redis | None = None
        self._known: dict[Enum, AsyncScript] = {}
        self._refusal = ""

    async def open(self) -> None:
        """Connects with the first question."""
        if self._client is None:
            self._pool = LivelyConnections.from_url(
                self._url,
                max_connections=self._connections,
                timeout=None,
                socket_timeout=None,
                socket_connect_timeout=None,
                retry=Retry(NoBackoff(), 0),
                protocol=2,
                client_name="nexus-cortex",
                driver_info=None,
                socket_keepalive=True,
                socket_keepalive_options=KEEPALIVE,
            )
            self._client = Redis.from_pool(self._pool)

    async def close(self) -> None:
        """Gives every connection back. Closing twice is closing once."""
        if self._client is not None:
            client, self._client = self._client, None
            self._known.clear()
            await client.aclose()

    async def run(
        self, script: Enum, keys: Sequence[str], arguments: Sequence[str | int], *, only_reads: bool = False
    ) -> Any:
        """Runs the text that is the value of ``script``. Raises ``ServiceUnavailableException`` where Redis does not
        answer, or cannot serve."""
        client = self._opened()
        run = self._known.get(script) or self._known.setdefault(script, client.register_script(script.value))
        span = get_span()
        following = span.child(script.name.lower(), {"db.system.name": "redis"}) if span else nullcontext()
        with following:
            try:
                answer = await self._ask(run, keys, arguments)
            except ServiceUnavailableException:
                if not only_reads:
                    raise
                answer = await self._ask(run, keys, arguments)
        if isinstance(answer, Exception):
            self._log_refusal(words_of(answer))
            raise ServiceUnavailableException from answer
        self._refusal = ""
        return answer

    async def require_standalone(self) -> None:
        """Raises ``RefusedByServer`` for a cluster and a Sentinel, as far as its user may ask."""
        answer = await self._ask(self._opened().info)
        info = answer if isinstance(answer, dict) else {}
        for name, what in _NOT_ALONE.items():
            if str(info.get(name)) in {"1", "sentinel"}:
                raise RefusedByServer("Redis", f"it is {what}", "Not supported: name the one Redis to write to")

    async def _ask(self, question: Any, *arguments: Any) -> Any:
        """The answer, which may be an error that the server says. One that does not answer is spared for a while."""
        with self._circuit.guarding():
            try:
                async with asyncio.timeout(self._timeout):
                    return await question(*arguments)
            except DataError:
                raise
            except _ANSWERS as refusal:
                return refusal
            except (RedisError, OSError) as error:
                self._pool.distrust()
                raise ServiceUnavailableException from error

    def _opened(self) -> Redis:
        if self._client is None:
            raise RuntimeError("Redis is not open: await open() at start-up, and use it before close()")
        return self._client

    def _log_refusal(self, words: str) -> None:
        """Each sentence once, until Redis serves again."""
        if words != self._refusal:
            _logger.warning("Redis cannot serve: %s", words)
        self._refusal = words


def lasting_refusal(failure: ServiceUnavailableException) -> RefusedByServer | None:
    """What somebody must mend, if that is why Redis cannot serve."""
    cause = failure.__cause__
    if cause is None or not lasts(cause):
        return None
    words = words_of(cause)
    return RefusedByServer("Redis", words, cure_of(words))
