from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

import attrs

from application.ports.clock import Clock
from application.ports.id_factory import IdFactory
from application.ports.token_signer import TokenKind, TokenSigner
from application.ports.token_store import TokenStore
from application.sessions.services.stored_sessions import session_pages
from application.sessions.services.tokens import TokenClaims, TokenPair, refresh_jti, session_of_jti
from domain.accounts.user import User
from domain.sessions.session import Session
from domain.shared_kernel.platform import Platform

ACCESS_TOKEN_LIFE = timedelta(minutes=15)


@attrs.frozen(eq=False, repr=False)
class JWTService:
    """Issues, verifies and revokes the tokens of sessions."""

    signer: TokenSigner
    store: TokenStore
    clock: Clock
    ids: IdFactory
    access_token_life: timedelta = ACCESS_TOKEN_LIFE

    def create_token_pair(self, user: User, session: Session, now: datetime) -> TokenPair:
        """Returns the tokens of the session's current generation; its refresh token is the same each time."""
        access_expires_at = min(now + self.access_token_life, session.expires_at)
        claims = _claims(session)
        access = {**claims, **self._access_claims(user, session, now), "exp": int(access_expires_at.timestamp())}
        return TokenPair(
            access_token=self.signer.sign(TokenKind.ACCESS, access),
            refresh_token=self.signer.sign(TokenKind.REFRESH, {**claims, **_refresh_claims(session)}),
            expires_in=_seconds(access_expires_at - now),
            refresh_expires_in=_seconds(session.expires_at - now),
        )

    def verify_access_token(self, token: str, platform: Platform) -> TokenClaims:
        """Returns the claims of a genuine access token for this platform; the session must still be looked up in the
        store. Raises ``InvalidTokenException`` and ``ExpiredTokenException``."""
        claims = self.signer.read(TokenKind.ACCESS, token, audience=platform, now=self.clock.now())
        return TokenClaims.of(claims)

    def verify_refresh_token(self, token: str, platform: Platform, *, may_be_expired: bool = False) -> TokenClaims:
        """Returns the claims of a genuine refresh token for this platform. Raises ``InvalidTokenException`` and, unless
        it ``may_be_expired``, ``ExpiredTokenException``."""
        now = self.clock.now()
        claims = self.signer.read(TokenKind.REFRESH, token, audience=platform, now=now, may_be_expired=may_be_expired)
        return TokenClaims.of(claims)

    async def revoke_refresh_token(self, jti: str) -> bool:
        """Ends the session of the refresh token with this ``jti``; returns whether there was one."""
        return await self.store.remove(session_of_jti(jti))

    async def revoke_all_user_tokens(self, user_id: UUID, *, except_for: UUID | None = None) -> None:
        """Ends every session that the user has at this moment, but the one with the id ``except_for``."""
        async for page in session_pages(self.store, user_id):
            await self.store.remove_many([found.session.pk for found in page if found.session.pk != except_for])

    def _access_claims(self, user: User, session: Session, now: datetime) -> Mapping[str, object]:
        return {
            "iat": int(now.timestamp()),
            "jti": str(self.ids.random()),
            "email": user.email,
            "is_staff": user.is_staff,
            "amr": session.methods,
            "auth_time": int(session.authenticated_at.timestamp()),
        }


def _refresh_claims(session: Session) -> Mapping[str, object]:
    return {
        "iat": int(session.rotated_at.timestamp()),
        "exp": int(session.expires_at.timestamp()),
        "jti": refresh_jti(session.pk, session.generation),
    }


def _claims(session: Session) -> Mapping[str, object]:
    """Returns what both tokens have in common."""
    return {
        "aud": str(session.platform),
        "sub": str(session.user_id),
        "sid": str(session.pk),
        "gen": session.generation,
        "ver": session.token_version,
    }


def _seconds(span: timedelta) -> int:
    return max(0, int(span.total_seconds()))
