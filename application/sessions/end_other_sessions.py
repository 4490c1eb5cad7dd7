from uuid import UUID

import attrs

from application.sessions.services.jwt_service import JWTService


@attrs.frozen
class EndOtherSessions:
    """A person may end all of their sessions but the current one."""

    tokens: JWTService

    async def __call__(self, user_id: UUID, session_id: UUID) -> None:
        await self.tokens.revoke_all_user_tokens(user_id, except_for=session_id)
