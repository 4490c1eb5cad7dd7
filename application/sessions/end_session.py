from uuid import UUID

import attrs

from application.ports.token_store import TokenStore
from application.ports.unit_of_work import ReadWork
from domain.shared_kernel.errors import NotFoundException


@attrs.frozen
class EndSession:
    """A person may end one of their own sessions, staff one of anyone. Raises ``NotFoundException`` for what is no live
    session of that user."""

    read: ReadWork
    store: TokenStore

    async def __call__(self, user_id: UUID, session_id: UUID) -> None:
        found = await self.store.find(session_id)
        async with self.read() as work:
            user = await work.users.get_by_id(user_id)
        if found is None or not found.session.is_valid_for(user, found.now) or not await self.store.remove(session_id):
            raise NotFoundException
