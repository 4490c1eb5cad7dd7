"""Loads session and account at the same time, each from its own store."""

from collections.abc import Callable
from uuid import UUID

import attrs

from adapters.batching.lookup import Lookup
from adapters.persistence.unit_scope import refuse_inside_unit
from application.ports.principal_loader import PrincipalLoader, StoredPrincipal
from application.ports.token_store import StoredSession
from domain.accounts.user import User


@attrs.frozen(eq=False, repr=False)
class ConcurrentPrincipalLoader(PrincipalLoader):
    """The look-ups of both stores are called before the first is awaited: one that begins when it is called, as batched
    ones do, costs no wait beyond that of the slower store. The account is awaited first: sessions tend to be in the
    quicker store, and what has come meanwhile is not waited for once more."""

    find_session: Callable[[UUID], Lookup[StoredSession | None]]
    find_user: Callable[[UUID], Lookup[User | None]]

    async def __call__(self, session_id: UUID, user_id: UUID) -> StoredPrincipal:
        refuse_inside_unit()
        session = self.find_session(session_id)
        user = self.find_user(user_id)
        try:
            found = await user
            return StoredPrincipal(await session, found)
        finally:
            session.close()
