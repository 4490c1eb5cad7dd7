from uuid import UUID

import attrs

from application.accounts.services.authority import require_right_over
from application.accounts.services.record_event import RecordEvent
from application.ports.token_store import TokenStore
from application.ports.unit_of_work import ReadWork
from domain.access.service_permission import ServicePermission
from domain.accounts.session_end import SessionEnd
from domain.sessions.events import SessionEnded
from domain.shared_kernel.actor import Actor
from domain.shared_kernel.errors import NotFoundException


@attrs.frozen(eq=False, repr=False)
class EndSessionAsStaff:
    """Staff with ``sessions.end`` may end one session of a customer, with ``staff.manage`` also of staff. Raises
    ``PermissionDenied``, and ``NotFoundException`` if the user has no such live session."""

    read: ReadWork
    store: TokenStore
    record: RecordEvent

    async def __call__(self, user_id: UUID, session_id: UUID, *, by: Actor) -> None:
        found = await self.store.find(session_id)
        async with self.read() as work:
            user = await work.users.get_by_id(user_id)
            await require_right_over(work, by, user, ServicePermission.SESSIONS_END)
        if found is None or not found.session.is_valid_for(user, found.now):
            raise NotFoundException
        await self.record(
            SessionEnded(user_id=user_id, session_id=session_id, by=by, cause=SessionEnd.ENDED, at=found.now)
        )
        if not await self.store.remove(session_id):
            raise NotFoundException
