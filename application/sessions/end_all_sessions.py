from uuid import UUID

import attrs

from application.ports.unit_of_work import ReadWork
from application.sessions.services.jwt_service import JWTService


@attrs.frozen
class EndAllSessions:
    """A person may end all of their sessions but the current one, staff all sessions of any user. Raises
    ``NotFoundException``."""

    read: ReadWork
    tokens: JWTService

    async def __call__(self, user_id: UUID, *, except_for: UUID | None = None) -> None:
        async with self.read() as work:
            await work.users.get_by_id(user_id)
        await self.tokens.revoke_all_user_tokens(user_id, except_for=except_for)
