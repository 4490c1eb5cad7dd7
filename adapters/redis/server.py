"""The access of all adapters to Redis: scripts, each atomic and with a timeout."""

import logging
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import timedelta
from enum import Enum
from typing import Any

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import (
    AuthenticationError,
    AuthorizationError,
    DataError,
    RedisError,
    ResponseError,
)

from adapters.deadlines.deadline import AnswerTimeout
from adapters.redis.circuit import Circuit
from adapters.redis.connections import KEEPALIVE, CheckedConnectionPool
from adapters.redis.scripts import evaluate
from adapters.redis.server_refusals import cure_of, is_lasting, words_of
from application.ports.server_refusal import RefusedByServer
from application.request_context import get_span
from domain.shared_kernel.errors import ServiceUnavailableException
from domain.shared_kernel.messages import lazy_gettext as _

TIMEOUT = timedelta(milliseconds=250)
MAX_CONNECTIONS = 32
_ANSWERS = (ResponseError, AuthenticationError, AuthorizationError)
_NOT_STANDALONE = {
    "cluster_enabled": _("it is a node of a Redis Cluster"),
    "redis_mode": _("it is a Redis Sentinel"),
}
NAME_STANDALONE = _("Not supported: name the one Redis to write to")
_logger = logging.getLogger("cortex.redis")


class RedisServer:
    """A connection pool to one Redis. An error that it answers to our fixed scripts is never a caller's fault and
    counts as unavailable. A script that is not answered within ``timeout`` is sent once more over a new connection if
    it only reads; otherwise it is not, as it may have been executed."""

    def __init__(self, url: str, *, timeout: timedelta | None = None, connections: int = MAX_CONNECTIONS) -> None:
        self._url = url
        self._timeout = (timeout or TIMEOUT).total_seconds()
        self._connections = connections
        self._circuit = Circuit()
        self._client: Redis | None = None
        self._refusal = ""

    @property
    def answers_within(self) -> float:
        """The seconds in which a read is answered or given up, also one that waits for another first."""
        return 4 * self._timeout

    async def open(self) -> None:
        """Builds the pool; it connects at the first call. A second call does nothing."""
        if self._client is None:
            self._pool = CheckedConnectionPool.from_url(
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
        """Closes every connection. A second call does nothing."""
        if self._client is not None:
            client, self._client = self._client, None
            await client.aclose()

    async def run(
        self, script: Enum, keys: Sequence[str], arguments: Sequence[str | int], *, only_reads: bool = False
    ) -> Any:
        """Runs a script, whose text is the value of ``script``. Raises ``ServiceUnavailableException`` if Redis does
        not answer or answers with an error."""
        self._opened()
        span = get_span()
        child = span.child(script.name.lower(), {"db.system.name": "redis"}) if span else nullcontext()
        with child:
            try:
                answer = await self._ask(evaluate, self._pool, script, keys, arguments)
            except ServiceUnavailableException:
                if not only_reads:
                    raise
                answer = await self._ask(evaluate, self._pool, script, keys, arguments)
        if isinstance(answer, Exception):
            self._log_refusal(words_of(answer))
            raise ServiceUnavailableException from answer
        self._refusal = ""
        return answer

    async def require_standalone(self) -> None:
        """Raises ``RefusedByServer`` for a Redis Cluster and for a Sentinel, as far as the user has the right to
        ask."""
        answer = await self._ask(self._opened().info)
        info = answer if isinstance(answer, dict) else {}
        for name, what in _NOT_STANDALONE.items():
            if str(info.get(name)) in {"1", "sentinel"}:
                raise RefusedByServer("Redis", what, NAME_STANDALONE)

    async def _ask(self, question: Any, *arguments: Any) -> Any:
        """Returns the answer, which may be an error of the server. While it does not answer, the circuit refuses
        calls."""
        with self._circuit.guard():
            try:
                async with AnswerTimeout(self._timeout):
                    return await question(*arguments)
            except DataError:
                raise
            except _ANSWERS as refusal:
                return refusal
            except (RedisError, OSError) as error:
                self._pool.note_timeout()
                raise ServiceUnavailableException from error

    def _opened(self) -> Redis:
        if self._client is None:
            raise RuntimeError("Redis is not open: await open() at start-up, and use it before close()")
        return self._client

    def _log_refusal(self, words: str) -> None:
        """Logs an error once, until Redis serves again."""
        if words != self._refusal:
            _logger.warning("redis_unavailable", extra={"reason": words})
        self._refusal = words


def lasting_refusal(failure: ServiceUnavailableException) -> RefusedByServer | None:
    """Returns the error that an operator must mend if that is why Redis is unavailable, else ``None``."""
    cause = failure.__cause__
    if cause is None or not is_lasting(cause):
        return None
    words = words_of(cause)
    return RefusedByServer("Redis", words, cure_of(words))
