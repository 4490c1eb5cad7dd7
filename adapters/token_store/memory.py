"""Sessions in the memory of the process. They are lost when it ends."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from uuid import UUID

from adapters.batching.lookup import Found, Lookup
from adapters.persistence.unit_scope import refuse_inside_unit
from application.ports.clock import Clock
from application.ports.token_store import SESSIONS_PER_PAGE, SessionPage, StoredSession, TokenStore
from domain.sessions.session import Session
from domain.shared_kernel.errors import LostRace


class MemoryTokenStore(TokenStore):
    """No operation awaits anything, so each is atomic. The time of the store is that of ``clock``."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._sessions: dict[UUID, Session] = {}
        self._of_user: dict[UUID, list[UUID]] = {}

    async def now(self) -> datetime:
        refuse_inside_unit()
        return self._clock.now()

    async def add(self, session: Session) -> None:
        refuse_inside_unit()
        if session.pk in self._sessions:
            raise LostRace
        self._sessions[session.pk] = _copy(session)
        insort(self._of_user.setdefault(session.user_id, []), session.pk)

    async def find(self, session_id: UUID) -> StoredSession | None:
        refuse_inside_unit()
        return await self.look_up(session_id)

    def look_up(self, session_id: UUID) -> Lookup[StoredSession | None]:
        """Finds a session at once."""
        session = self._sessions.get(session_id)
        return Found(None if session is None else self._found(session))

    async def replace(self, session: Session) -> bool:
        refuse_inside_unit()
        stored = self._sessions.get(session.pk)
        if stored is None or stored.version != session.version:
            return False
        session.version += 1
        self._sessions[session.pk] = _copy(session)
        return True

    async def remove(self, session_id: UUID) -> bool:
        refuse_inside_unit()
        return self._remove(session_id)

    async def remove_many(self, session_ids: Sequence[UUID]) -> int:
        refuse_inside_unit()
        return sum(map(self._remove, session_ids))

    async def page_for_user(self, user_id: UUID, after: str | None = None) -> SessionPage:
        refuse_inside_unit()
        own = self._of_user.get(user_id, [])
        start = bisect_right(own, UUID(after)) if after else 0
        page = own[start : start + SESSIONS_PER_PAGE]
        found = [self._found(self._sessions[pk]) for pk in page]
        return SessionPage(found, str(page[-1]) if start + SESSIONS_PER_PAGE < len(own) else None)

    async def count_for_user(self, user_id: UUID) -> int:
        refuse_inside_unit()
        return len(self._of_user.get(user_id, []))

    async def remove_expired(self, limit: int) -> int:
        refuse_inside_unit()
        now = self._clock.now()
        expired = (pk for pk, session in self._sessions.items() if session.is_expired(now))
        return sum(map(self._remove, list(islice(expired, limit))))

    def _remove(self, session_id: UUID) -> bool:
        session = self._sessions.pop(session_id, None)
        if session is None:
            return False
        own = self._of_user[session.user_id]
        del own[bisect_left(own, session_id)]
        if not own:
            del self._of_user[session.user_id]
        return True

    def _found(self, session: Session) -> StoredSession:
        return StoredSession(_copy(session), self._clock.now())


def _copy(session: Session) -> Session:
    return Session.restore(session.values())
