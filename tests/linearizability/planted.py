"""Token stores that are wrong, each in one way, for the tests of the checker."""

import asyncio
from uuid import UUID

from adapters.persistence.memory.database import MemoryDatabase
from adapters.token_store.memory import MemoryTokenStore
from application.ports.clock import Clock
from application.ports.rate_limiter import RateLimiter
from application.ports.token_store import StoredSession, TokenStore
from bootstrap.simulation.stores import SharedStores
from domain.sessions.session import Session

CACHED_SECONDS = 0.05


class Remembering(MemoryTokenStore):
    """Answers a look-up with what it found up to 50 ms before."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self._remembered: dict[UUID, tuple[float, StoredSession | None]] = {}

    async def find(self, session_id: UUID) -> StoredSession | None:
        now = asyncio.get_running_loop().time()
        at, found = self._remembered.get(session_id, (-1.0, None))
        if now - at > CACHED_SECONDS:
            at, found = now, await super().find(session_id)
            self._remembered[session_id] = at, found
        if found is None:
            return None
        return StoredSession(Session.restore(found.session.values()), self._clock.now())


class WithoutCompare(MemoryTokenStore):
    """Sets, and compares nothing."""

    async def replace(self, session: Session) -> bool:
        stored = self._sessions.get(session.pk)
        if stored is None:
            return False
        session.version = stored.version
        return await super().replace(session)


def remembering(database: MemoryDatabase, sessions: TokenStore, limiter: RateLimiter) -> SharedStores:
    """Plants the cache."""
    assert isinstance(sessions, MemoryTokenStore)
    return SharedStores(database, Remembering(sessions._clock), limiter)


def without_compare(database: MemoryDatabase, sessions: TokenStore, limiter: RateLimiter) -> SharedStores:
    """Plants the store that does not compare."""
    assert isinstance(sessions, MemoryTokenStore)
    return SharedStores(database, WithoutCompare(sessions._clock), limiter)
