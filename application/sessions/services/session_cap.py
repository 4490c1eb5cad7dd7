from collections.abc import Sequence

import attrs

from application.accounts.services.deliver_mail_job import MailKind
from application.accounts.services.outgoing_mail import OutgoingMail
from application.ports.event_sink import EventSink
from application.ports.rate_limiter import RateLimiter
from application.ports.token_store import SESSIONS_PER_PAGE, TokenStore
from application.ports.unit_of_work import BeginWork
from application.retry import retry_lost_race
from application.sessions.services.stored_sessions import stored_sessions
from domain.accounts.user import User
from domain.sessions.events import SurplusSessionsEnded
from domain.sessions.session import Session, SessionPolicy, surplus
from domain.shared_kernel.rate_limits import Quota, RateLimit

NOTICES = RateLimit("surplus-session-mails", 1, 86_400)
"""One mail a day: a program that signs in again and again ends a session each time."""


@attrs.frozen
class SessionCap:
    """Ends what an account has too many of, once a new session is stored and before anybody has its tokens. Whoever
    does so last of any number of racers has seen all of their sessions, so that tokens were never given for more
    sessions that live than there may be; only rows may be more, by the logins in hand. The owner is told, by an event
    and a mail."""

    store: TokenStore
    begin: BeginWork
    mails: OutgoingMail
    limiter: RateLimiter
    events: EventSink
    policy: SessionPolicy

    async def enforce(self, user: User) -> None:
        """Counts first, which reads nothing."""
        if await self.store.count_for_user(user.pk) <= self.policy.per_account:
            return
        now = await self.store.now()
        stored = [found.session async for found in stored_sessions(self.store, user.pk)]
        ended = surplus(stored, user, now=now, limit=self.policy.per_account)
        await self._remove(ended)
        alive = [session for session in ended if session.is_valid_for(user, now)]
        if alive:
            self.events.publish([SurplusSessionsEnded(user_id=user.pk, ended=len(alive), at=now)])
            await self._tell_owner(user)

    async def _remove(self, sessions: Sequence[Session]) -> None:
        for start in range(0, len(sessions), SESSIONS_PER_PAGE):
            await self.store.remove_many([session.pk for session in sessions[start : start + SESSIONS_PER_PAGE]])

    @retry_lost_race
    async def _tell_owner(self, user: User) -> None:
        if not (await self.limiter.take([Quota(NOTICES, str(user.pk))])).granted:
            return
        async with self.begin() as work:
            await self.mails.notify(work, MailKind.SURPLUS_SESSIONS_ENDED, user.pk)
            await work.commit()
