from uuid import UUID

import attrs

from application.accounts.services.record_event import RecordEvent
from application.ports.clock import Clock
from application.sessions.services.jwt_service import JWTService
from domain.accounts.session_end import SessionEnd
from domain.sessions.events import OtherSessionsEnded


@attrs.frozen(eq=False, repr=False)
class EndOtherSessions:
    """A person may end all of their sessions but the current one."""

    tokens: JWTService
    record: RecordEvent
    clock: Clock

    async def __call__(self, user_id: UUID, session_id: UUID) -> None:
        await self.record(
            OtherSessionsEnded(
                user_id=user_id, by=user_id, kept=session_id, cause=SessionEnd.ENDED, at=self.clock.now()
            )
        )
        await self.tokens.revoke_all_user_tokens(user_id, except_for=session_id)
