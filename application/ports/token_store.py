from abc import abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

import attrs

from domain.sessions.session import Session


@attrs.frozen
class StoredSession:
    """A session as it is stored, and the store's own time at that moment: machines whose clocks differ agree on it."""

    session: Session
    now: datetime


PAGE = 100
"""How many sessions one answer of a store bears at most, more or less: nobody else waits for longer than that takes."""


@attrs.frozen
class SessionPage:
    """Some of the sessions of a user; ``next`` asks for further ones, and is ``None`` where there are none."""

    found: Sequence[StoredSession]
    next: str | None = None


class TokenStore(Protocol):
    """Keeps sessions. Each operation is atomic, durable when it returns, and visible at once to every process that
    shares the store; none is called inside a unit of work (``RuntimeError``). Raises
    ``ServiceUnavailableException`` when the store cannot answer: never a guess, and then nothing was changed.
    """

    @abstractmethod
    async def now(self) -> datetime:
        """The store's time, aware, in UTC."""

    @abstractmethod
    async def add(self, session: Session) -> None:
        """Stores a new session, of ``version`` 1. Raises ``LostRace`` when its ``pk`` is taken."""

    @abstractmethod
    async def find(self, session_id: UUID) -> StoredSession | None:
        """The session, expired or not, or ``None`` when it ended or never was. Each answer is a copy."""

    @abstractmethod
    async def replace(self, session: Session) -> bool:
        """Compare and set: stores ``session`` if the stored one still has its ``version``, which is then counted up by
        one, in the store and on ``session``. ``False``, and nothing changed, where it has not or the session is gone.
        Of any number of racers with one version exactly one gets ``True``."""

    @abstractmethod
    async def remove(self, session_id: UUID) -> bool:
        """Ends a session; whether there was one to end. Of any number of racers exactly one gets ``True``."""

    @abstractmethod
    async def remove_many(self, session_ids: Sequence[UUID]) -> int:
        """Ends several sessions, at most about ``PAGE``; how many there were to end."""

    @abstractmethod
    async def page_for_user(self, user_id: UUID, after: str | None = None) -> SessionPage:
        """Some of the stored sessions of a user, expired ones too, in no order: the first page, or the one that the
        ``next`` of another asks for. A session that is stored from the first page to the last is on one of them, and
        may be on two; a page that is not the last may be empty."""

    @abstractmethod
    async def count_for_user(self, user_id: UUID) -> int:
        """How many sessions of a user are stored, expired ones too, without reading them."""

    @abstractmethod
    async def remove_expired(self, limit: int) -> int:
        """Forgets at most ``limit`` sessions whose ``expires_at`` has passed by the store's time; how many it was."""
