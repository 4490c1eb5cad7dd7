from typing import assert_never

import attrs

from application.accounts.services.outgoing_mail import OutgoingMail
from application.accounts.services.record_event import RecordEvent
from application.ports.meter import Meter
from application.ports.principal_loader import PrincipalLoader
from application.ports.token_store import StoredSession, TokenStore
from application.ports.unit_of_work import BeginWork
from application.retry import retry_lost_race
from application.sessions.services import session_mails
from application.sessions.services.jwt_service import JWTService
from application.sessions.services.tokens import TokenClaims, TokenPair
from domain.accounts.user import User
from domain.sessions.errors import TokenReused
from domain.sessions.events import RefreshTokenReused
from domain.sessions.session import RefreshOutcome, Session, SessionPolicy
from domain.shared_kernel.errors import (
    BaseAppException,
    ExpiredTokenException,
    RevokedTokenException,
    ServiceUnavailableException,
)
from domain.shared_kernel.platform import Platform

MAX_ROUNDS = 8
"""Attempts to renew a session while concurrent requests change it; a request that loses one finds the next state."""


@attrs.frozen(kw_only=True)
class RefreshCommand:
    """``platform`` is the one that the request was sent to."""

    refresh_token: str = attrs.field(repr=False)
    platform: Platform


@attrs.frozen(eq=False, repr=False)
class RefreshTokens:
    """The holder of the current refresh token of a live session may renew it. Raises ``InvalidTokenException``,
    ``ExpiredTokenException``, ``RevokedTokenException``, ``ServiceUnavailableException`` and, ending the session,
    ``TokenReused``."""

    begin: BeginWork
    principals: PrincipalLoader
    store: TokenStore
    tokens: JWTService
    mails: OutgoingMail
    record: RecordEvent
    meter: Meter
    policy: SessionPolicy

    async def __call__(self, command: RefreshCommand) -> TokenPair:
        claims = self.tokens.verify_refresh_token(command.refresh_token, command.platform)
        try:
            return await self._renew(claims)
        except BaseAppException as refused:
            self.meter.refreshed(refused.code)
            raise

    async def _renew(self, claims: TokenClaims) -> TokenPair:
        for _round in range(MAX_ROUNDS):
            stored = await self.principals(claims.session_id, claims.user_id)
            if stored.session is None:
                raise RevokedTokenException
            pair = await self._present(claims, stored.session, stored.user)
            if pair is not None:
                return pair
        raise ServiceUnavailableException

    async def _present(self, claims: TokenClaims, found: StoredSession, user: User | None) -> TokenPair | None:
        """Returns the new tokens, or ``None`` if the session changed before they could be issued."""
        session, now = found.session, found.now
        presented = session.classify(claims.generation, now=now, policy=self.policy)
        if presented is RefreshOutcome.EXPIRED:
            raise ExpiredTokenException
        owner = _owner(claims, found, user)
        match presented:
            case RefreshOutcome.CURRENT:
                session.rotate(now=now, policy=self.policy)
                if not await self.store.replace(session):
                    return None
                self.meter.refreshed("rotated")
                return self.tokens.create_token_pair(owner, session, now)
            case RefreshOutcome.REPEATED:
                self.meter.refreshed("repeated")
                return self.tokens.create_token_pair(owner, session, now)
            case RefreshOutcome.REUSED:
                await self._end_stolen(found)
                raise TokenReused
            case _:
                assert_never(presented)

    async def _end_stolen(self, found: StoredSession) -> None:
        """Ends the session before the owner is notified: a thief is out even if the mail fails. Whoever comes at the
        same moment has reused it as well, but one mail is enough."""
        session = found.session
        await self.record(RefreshTokenReused(user_id=session.user_id, session_id=session.pk, by=None, at=found.now))
        if await self.store.remove(session.pk):
            await self._notify_owner(session)

    @retry_lost_race
    async def _notify_owner(self, session: Session) -> None:
        async with self.begin() as work:
            await self.mails.notify(work, session_mails.SESSION_REUSED, session.user_id)
            await work.commit()


def _owner(claims: TokenClaims, found: StoredSession, user: User | None) -> User:
    """Returns the user of a session that may be renewed. Raises ``RevokedTokenException``."""
    if user is None or claims.token_version != found.session.token_version:
        raise RevokedTokenException
    if not found.session.is_valid_for(user, found.now):
        raise RevokedTokenException
    return user
