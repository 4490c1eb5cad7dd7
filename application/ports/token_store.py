from abc import abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

import attrs

from domain.sessions.session import Session


@attrs.frozen
class StoredSession:
    """A session as it is stored, and the store's own time when it was read, on which machines with different clocks
    agree."""

    session: Session
    now: datetime


SESSIONS_PER_PAGE = 100
"""About the maximum number of sessions in one answer of a store, which bounds how long other callers wait for it."""


@attrs.frozen
class SessionPage:
    """Some sessions of a user. ``next`` is the cursor of the next page, or ``None`` on the last."""

    found: Sequence[StoredSession]
    next: str | None = None


class TokenStore(Protocol):
    """Stores sessions. Each operation is atomic, durable when it returns, and visible at once to every process that
    shares the store; none may be called inside a unit of work (``RuntimeError``). Raises
    ``ServiceUnavailableException`` if the store cannot answer; nothing was changed then."""

    @abstractmethod
    async def now(self) -> datetime:
        """Returns the store's time: aware, in UTC."""

    @abstractmethod
    async def add(self, session: Session) -> None:
        """Stores a new session with ``version`` 1. Raises ``LostRace`` if its ``pk`` is taken."""

    @abstractmethod
    async def find(self, session_id: UUID) -> StoredSession | None:
        """Returns a copy of the session, expired or not, or ``None`` if it has ended or never existed."""

    @abstractmethod
    async def replace(self, session: Session) -> bool:
        """Compare and set: stores ``session`` if the stored one still has its ``version``, which is then incremented,
        in the store and on ``session``. Returns ``False``, and changes nothing, if the version differs or the session
        is gone. Of any number of racers with one version exactly one gets ``True``."""

    @abstractmethod
    async def remove(self, session_id: UUID) -> bool:
        """Ends a session and returns whether there was one. Of any number of racers exactly one gets ``True``."""

    @abstractmethod
    async def remove_many(self, session_ids: Sequence[UUID]) -> int:
        """Ends several sessions, at most about ``SESSIONS_PER_PAGE``, and returns how many existed."""

    @abstractmethod
    async def page_for_user(self, user_id: UUID, after: str | None = None) -> SessionPage:
        """Returns some of the stored sessions of a user, expired ones too, in no order: the first page, or the one
        after the cursor ``after``. A session that is stored from the first page to the last is on one of them, and may
        be on two; a page that is not the last may be empty."""

    @abstractmethod
    async def count_for_user(self, user_id: UUID) -> int:
        """Returns how many sessions of a user are stored, expired ones too, without reading them."""

    @abstractmethod
    async def remove_expired(self, limit: int) -> int:
        """Removes at most ``limit`` sessions whose ``expires_at`` has passed by the store's time, and returns how
        many."""
