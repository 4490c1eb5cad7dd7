"""Sessions for as long as the process lives."""

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from uuid import UUID

from adapters.persistence.open_unit import refuse_inside_unit
from application.ports.clock import Clock
from application.ports.token_store import Found, TokenStore
from domain.sessions.session import Session
from domain.shared_kernel.errors import LostRace


class MemoryTokenStore(TokenStore):
    """Nothing waits inside an operation, so each is atomic. The store's time is that of ``clock``."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._sessions: dict[UUID, Session] = {}

    async def now(self) -> datetime:
        refuse_inside_unit()
        return self._clock.now()

    async def add(self, session: Session) -> None:
        refuse_inside_unit()
        if session.pk in self._sessions:
            raise LostRace
        self._sessions[session.pk] = _copy(session)

    async def find(self, session_id: UUID) -> Found | None:
        refuse_inside_unit()
        session = self._sessions.get(session_id)
        return None if session is None else self._found(session)

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
        return self._sessions.pop(session_id, None) is not None

    async def of_user(self, user_id: UUID) -> Sequence[Found]:
        refuse_inside_unit()
        own = (session for session in self._sessions.values() if session.user_id == user_id)
        return [self._found(session) for session in sorted(own, key=attrgetter("pk"), reverse=True)]

    async def remove_expired(self, limit: int) -> int:
        refuse_inside_unit()
        now = self._clock.now()
        expired = [pk for pk, session in self._sessions.items() if session.is_expired(now)][:limit]
        for pk in expired:
            del self._sessions[pk]
        return len(expired)

    def _found(self, session: Session) -> Found:
        return Found(_copy(session), self._clock.now())


def _copy(session: Session) -> Session:
    return Session.restore(session.values())
