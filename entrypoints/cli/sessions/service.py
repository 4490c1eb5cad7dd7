from collections.abc import Mapping
from functools import partial
from uuid import UUID

import attrs

from application.sessions.end_all_sessions_as_staff import EndAllSessionsAsStaff
from application.sessions.end_session_as_staff import EndSessionAsStaff
from application.sessions.list_sessions import ListSessions
from domain.accounts.user import User
from domain.shared_kernel.actor import OPERATOR
from domain.shared_kernel.errors import NotFoundException
from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.cli.exit_codes import CommandFailed
from entrypoints.cli.options import read_options
from entrypoints.cli.user_lookup import UserLookup
from entrypoints.schemas.context import SchemaContext
from entrypoints.schemas.sessions import SessionBody, SessionList, SessionQuery

NO_SESSION = _("{id} is no live session of {email}.")


@attrs.frozen(eq=False, repr=False)
class SessionService:
    """The sessions of any account, for the operator."""

    lookup: UserLookup
    list_sessions: ListSessions
    end_session: EndSessionAsStaff
    end_all_sessions: EndAllSessionsAsStaff
    context: SchemaContext

    async def of(self, email_or_id: str, typed: Mapping[str, object]) -> SessionList:
        """Returns the page of an account's live sessions that the options ask for."""
        query = read_options(SessionQuery, typed, self.context, of=email_or_id)
        user = await self.lookup(email_or_id)
        listed = await self.list_sessions(user.pk, query.paging())
        return SessionList.of(listed, partial(SessionBody.of, principal=None), query, self.context.cursors)

    async def end(self, email_or_id: str, session_id: UUID) -> User:
        """Ends one session and returns the account. Raises ``CommandFailed`` if it has no such session."""
        user = await self.lookup(email_or_id)
        try:
            await self.end_session(user.pk, session_id, by=OPERATOR)
        except NotFoundException as unknown:
            raise CommandFailed(NO_SESSION.bind({"id": session_id, "email": user.email}), code=unknown.code) from None
        return user

    async def end_all(self, email_or_id: str) -> User:
        """Ends every session of an account and returns the account."""
        user = await self.lookup(email_or_id)
        await self.end_all_sessions(user.pk, by=OPERATOR)
        return user
