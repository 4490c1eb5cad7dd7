from collections.abc import Mapping
from functools import partial
from uuid import UUID

import attrs

from application.sessions.end_all_sessions import EndAllSessions
from application.sessions.end_session import EndSession
from application.sessions.list_sessions import ListSessions
from domain.accounts.user import User
from domain.shared_kernel.errors import NotFoundException
from entrypoints.cli.exit_codes import CommandFailed
from entrypoints.cli.options import read_options
from entrypoints.cli.user_lookup import UserLookup
from entrypoints.schemas.context import SchemaContext
from entrypoints.schemas.sessions import SessionBody, SessionList, SessionQuery


@attrs.frozen
class SessionService:
    """Anybody's sessions, for the operator."""

    named: UserLookup
    listing: ListSessions
    ending: EndSession
    ending_all: EndAllSessions
    context: SchemaContext

    async def of(self, named: str, typed: Mapping[str, object]) -> SessionList:
        query = read_options(SessionQuery, typed, self.context, of=named)
        user = await self.named(named)
        listed = await self.listing(user.pk, query.paging())
        return SessionList.of(listed, partial(SessionBody.of, principal=None), query, self.context.cursors)

    async def end(self, named: str, session_id: UUID) -> User:
        user = await self.named(named)
        try:
            await self.ending(user.pk, session_id)
        except NotFoundException as unknown:
            raise CommandFailed(f"{session_id} is no live session of {user.email}.", unknown.code) from None
        return user

    async def end_all(self, named: str) -> User:
        user = await self.named(named)
        await self.ending_all(user.pk)
        return user
