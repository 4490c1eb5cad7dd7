import attrs

from application.sessions.services.jwt_service import JWTService
from application.sessions.services.tokens import refresh_jti
from domain.shared_kernel.platform import Platform


@attrs.frozen(kw_only=True)
class LogOutCommand:
    """``refresh_token`` is any refresh token of the session."""

    refresh_token: str = attrs.field(repr=False)
    platform: Platform


@attrs.frozen
class LogOut:
    """The holder of a refresh token may end its session, even with a used or expired token: the session may have a
    later one. Raises ``InvalidTokenException``."""

    tokens: JWTService

    async def __call__(self, command: LogOutCommand) -> None:
        claims = self.tokens.verify_refresh_token(command.refresh_token, command.platform, may_be_expired=True)
        await self.tokens.revoke_refresh_token(refresh_jti(claims.session_id, claims.generation))
