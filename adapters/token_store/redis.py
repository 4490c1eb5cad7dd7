"""Sessions in Redis, for as many processes and machines as there are."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import (
    ClusterDownError,
    OutOfMemoryError,
    ReadOnlyError,
    RedisError,
    ResponseError,
    TryAgainError,
)

from adapters.persistence.open_unit import refuse_inside_unit
from adapters.token_store.circuit import Circuit
from adapters.token_store.redis_scripts import PREFIX, Script, microseconds
from adapters.token_store.session_json import from_json, to_json
from application.ports.token_store import Found, TokenStore
from application.request_context import get_span
from domain.sessions.session import Session
from domain.shared_kernel.errors import LostRace, ServiceUnavailableException

PATIENCE = timedelta(milliseconds=250)
CONNECTIONS = 32
_CANNOT_SERVE = (ReadOnlyError, OutOfMemoryError, ClusterDownError, TryAgainError)
_CANNOT_SERVE_EITHER = ("MISCONF", "NOREPLICAS", "BUSY", "UNKILLABLE")  # those that redis-py has no class for


class RedisTokenStore(TokenStore):
    """Each operation is one script, which is atomic. The store's time is that of Redis, moved by ``offset``. One that
    does not answer within ``patience``, whatever the reason, is not asked again: it may have been done."""

    def __init__(
        self, url: str, offset: Callable[[], timedelta] = timedelta, *, patience: timedelta | None = None
    ) -> None:
        self._url = url
        self._offset = offset
        self._patience = (patience or PATIENCE).total_seconds()
        self._circuit = Circuit()
        self._client: Redis | None = None

    async def open(self) -> None:
        """Connects with the first question."""
        if self._client is None:
            pool = BlockingConnectionPool.from_url(
                self._url,
                max_connections=CONNECTIONS,
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
            await client.aclose()

    async def now(self) -> datetime:
        return self._moved(await self._run(Script.NOW))

    async def add(self, session: Session) -> None:
        if not await self._run(Script.ADD, *self._stored(session)):
            raise LostRace

    async def find(self, session_id: UUID) -> Found | None:
        now, stored = await self._run(Script.FIND, str(session_id))
        return None if stored is None else Found(from_json(stored), self._moved(now))

    async def replace(self, session: Session) -> bool:
        following = Session.restore({**session.values(), "version": session.version + 1})
        if not await self._run(Script.REPLACE, *self._stored(following), session.version):
            return False
        session.version = following.version
        return True

    async def remove(self, session_id: UUID) -> bool:
        return bool(await self._run(Script.REMOVE, str(session_id)))

    async def of_user(self, user_id: UUID) -> Sequence[Found]:
        now, stored = await self._run(Script.OF_USER, str(user_id))
        found = [Found(from_json(text), self._moved(now)) for text in stored]
        return sorted(found, key=lambda each: each.session.pk, reverse=True)

    async def remove_expired(self, limit: int) -> int:
        return int(await self._run(Script.REMOVE_EXPIRED, self._moving, limit))

    def _stored(self, session: Session) -> tuple[str | int, ...]:
        """What scripts that store a session take."""
        expiry = microseconds(session.expires_at)
        return str(session.pk), str(session.user_id), session.version, to_json(session), expiry, self._moving

    @property
    def _moving(self) -> int:
        return self._offset() // timedelta(microseconds=1)

    def _moved(self, now: Sequence[bytes]) -> datetime:
        seconds, micro = map(int, now)
        return datetime.fromtimestamp(seconds, UTC) + timedelta(microseconds=micro) + self._offset()

    async def _run(self, script: Script, *arguments: str | int) -> Any:
        refuse_inside_unit()
        if self._client is None:
            raise RuntimeError("the token store is not open: await open() at start-up, and use it before close()")
        run = self._client.register_script(script.value)
        span = get_span()
        following = span.step(script.name.lower(), {"db.system.name": "redis"}) if span else nullcontext()
        with self._circuit.guarding(), following:
            try:
                async with asyncio.timeout(self._patience):
                    return await run(keys=[PREFIX], args=arguments)
            except (RedisError, OSError) as error:
                if _is_ours(error):
                    raise
                raise ServiceUnavailableException from error


def _is_ours(error: Exception) -> bool:
    """Whether Redis was well, and what it was told was wrong."""
    if isinstance(error, _CANNOT_SERVE) or not isinstance(error, ResponseError):
        return False
    return not str(error).startswith(_CANNOT_SERVE_EITHER)
