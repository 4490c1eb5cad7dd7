from uuid import UUID

import attrs

from application.accounts.services.authority import require_right_over
from application.ports.token_store import TokenStore
from application.ports.unit_of_work import ReadWork
from domain.access.permission import Permission
from domain.accounts.actor import Actor
from domain.shared_kernel.errors import NotFoundException


@attrs.frozen
class EndSessionAsStaff:
    """Staff with ``sessions.end`` may end one session of a customer, with ``staff.manage`` also of staff. Raises
    ``PermissionDenied``, and ``NotFoundException`` if the user has no such live session."""

    read: ReadWork
    store: TokenStore

    async def __call__(self, user_id: UUID, session_id: UUID, *, by: Actor) -> None:
        found = await self.store.find(session_id)
        async with self.read() as work:
            user = await work.users.get_by_id(user_id)
            await require_right_over(work, by, user, Permission.SESSIONS_END)
        if found is None or not found.session.is_valid_for(user, found.now) or not await self.store.remove(session_id):
            raise NotFoundException
