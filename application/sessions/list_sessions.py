from collections.abc import Sequence
from uuid import UUID

import attrs

from application.ports.token_store import TokenStore
from application.ports.unit_of_work import ReadWork
from domain.sessions.session import Session


@attrs.frozen
class ListSessions:
    """A person may see their own live sessions, staff those of anyone; newest first. Raises ``NotFoundException``."""

    read: ReadWork
    store: TokenStore

    async def __call__(self, user_id: UUID) -> Sequence[Session]:
        stored = await self.store.of_user(user_id)
        async with self.read() as work:
            user = await work.users.get_by_id(user_id)
        return [found.session for found in stored if found.session.lives_for(user, found.now)]
