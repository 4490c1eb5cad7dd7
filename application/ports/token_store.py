from abc import abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

import attrs

from domain.sessions.session import Session


@attrs.frozen
class Found:
    """A session as it is stored, and the store's own time at that moment: machines whose clocks differ agree on it."""

    session: Session
    now: datetime


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
    async def find(self, session_id: UUID) -> Found | None:
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
    async def of_user(self, user_id: UUID) -> Sequence[Found]:
        """Every stored session of a user, expired ones too, newest first by ``pk``."""

    @abstractmethod
    async def remove_expired(self, limit: int) -> int:
        """Forgets at most ``limit`` sessions whose ``expires_at`` has passed by the store's time; how many it was."""
