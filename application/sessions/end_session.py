from uuid import UUID

import attrs

from application.accounts.services.record_event import RecordEvent
from application.ports.token_store import TokenStore
from application.ports.unit_of_work import ReadWork
from domain.accounts.session_end import SessionEnd
from domain.sessions.events import SessionEnded
from domain.shared_kernel.errors import NotFoundException


@attrs.frozen(eq=False, repr=False)
class EndSession:
    """A person may end one of their sessions. Raises ``NotFoundException`` if there is no such live session."""

    read: ReadWork
    store: TokenStore
    record: RecordEvent

    async def __call__(self, user_id: UUID, session_id: UUID) -> None:
        found = await self.store.find(session_id)
        async with self.read() as work:
            user = await work.users.get_by_id(user_id)
        if found is None or not found.session.is_valid_for(user, found.now):
            raise NotFoundException
        await self.record(
            SessionEnded(user_id=user_id, session_id=session_id, by=user_id, cause=SessionEnd.ENDED, at=found.now)
        )
        if not await self.store.remove(session_id):
            raise NotFoundException
