import attrs

from application.accounts.services.record_event import RecordEvent
from application.ports.token_store import TokenStore
from application.sessions.services.jwt_service import JWTService
from application.sessions.services.tokens import refresh_jti
from domain.accounts.session_end import SessionEnd
from domain.sessions.events import SessionEnded
from domain.shared_kernel.platform import Platform


@attrs.frozen(kw_only=True)
class LogOutCommand:
    """``refresh_token`` is any refresh token of the session."""

    refresh_token: str = attrs.field(repr=False)
    platform: Platform


@attrs.frozen(eq=False, repr=False)
class LogOut:
    """The holder of a refresh token may end its session, even with a used or expired token: the session may have a
    later one. Raises ``InvalidTokenException``."""

    tokens: JWTService
    store: TokenStore
    record: RecordEvent

    async def __call__(self, command: LogOutCommand) -> None:
        claims = self.tokens.verify_refresh_token(command.refresh_token, command.platform, may_be_expired=True)
        found = await self.store.find(claims.session_id)
        if found is None:
            return
        user_id, session_id = found.session.user_id, found.session.pk
        await self.record(
            SessionEnded(user_id=user_id, session_id=session_id, by=user_id, cause=SessionEnd.LOGGED_OUT, at=found.now)
        )
        await self.tokens.revoke_refresh_token(refresh_jti(session_id, claims.generation))
