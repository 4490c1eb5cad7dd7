from abc import abstractmethod
from typing import Protocol
from uuid import UUID

import attrs

from application.ports.token_store import StoredSession
from domain.accounts.user import User


@attrs.frozen
class StoredPrincipal:
    """A session and an account as they are stored; ``None`` for one that is not."""

    session: StoredSession | None
    user: User | None


class PrincipalLoader(Protocol):
    """Loads the session and the account that a token names. Both are copies of what is stored at a moment after the
    call, committed by whichever process: nothing is remembered from one call to the next. Calls of the same moment may
    share a round trip; each has its own timeout, and one that fails or is cancelled leaves the others alone. May not be
    called inside a unit of work (``RuntimeError``). Raises ``ServiceUnavailableException`` if a store cannot answer."""

    @abstractmethod
    async def __call__(self, session_id: UUID, user_id: UUID) -> StoredPrincipal:
        """Returns the session and the account with these ids."""
