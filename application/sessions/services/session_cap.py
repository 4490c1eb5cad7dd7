from collections.abc import Sequence

import attrs

from application.accounts.services.outgoing_mail import OutgoingMail
from application.ports.rate_limiter import RateLimiter
from application.ports.token_store import SESSIONS_PER_PAGE, TokenStore
from application.ports.unit_of_work import BeginWork
from application.retry import retry_lost_race
from application.sessions.services import session_mails
from application.sessions.services.stored_sessions import stored_sessions
from domain.accounts.user import User
from domain.sessions.events import SurplusSessionsEnded
from domain.sessions.session import Session, SessionPolicy, surplus
from domain.shared_kernel.actor import SERVICE
from domain.shared_kernel.rate_limits import Quota, RateLimit

NOTICE_RATE_LIMIT = RateLimit("surplus-session-mails", 1, 86_400)
"""One mail a day: a program that logs in repeatedly ends a session each time."""


@attrs.frozen(eq=False, repr=False)
class SessionCap:
    """Ends the surplus sessions of an account, after a new one is stored and before its tokens are issued. The last of
    concurrent logins sees all sessions, so tokens are never issued for more live sessions than allowed; only the stored
    rows may be more, by the logins in progress. The owner is notified by an event and a mail."""

    store: TokenStore
    begin: BeginWork
    mails: OutgoingMail
    limiter: RateLimiter
    policy: SessionPolicy

    async def enforce(self, user: User) -> None:
        """Counts first, without reading sessions, and ends the surplus if there is any."""
        if await self.store.count_for_user(user.pk) <= self.policy.per_account:
            return
        now = await self.store.now()
        stored = [found.session async for found in stored_sessions(self.store, user.pk)]
        ended = surplus(stored, user, now=now, limit=self.policy.per_account)
        alive = [session for session in ended if session.is_valid_for(user, now)]
        if alive:
            is_noticed = (await self.limiter.take([Quota(NOTICE_RATE_LIMIT, str(user.pk))])).granted
            await self._record(SurplusSessionsEnded(user_id=user.pk, by=SERVICE, ended=len(alive), at=now), is_noticed)
        await self._remove(ended)

    async def _remove(self, sessions: Sequence[Session]) -> None:
        for start in range(0, len(sessions), SESSIONS_PER_PAGE):
            await self.store.remove_many([session.pk for session in sessions[start : start + SESSIONS_PER_PAGE]])

    @retry_lost_race
    async def _record(self, event: SurplusSessionsEnded, is_noticed: bool) -> None:
        """Is awaited before the sessions are removed from the store: a crash in between leaves them to the next
        login."""
        async with self.begin() as work:
            work.record(event)
            if is_noticed:
                await self.mails.notify(work, session_mails.SURPLUS_SESSIONS_ENDED, event.user_id)
            await work.commit()
