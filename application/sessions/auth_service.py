from uuid import UUID

import attrs

from application.accounts.register import Register
from application.accounts.register_undisclosed import RegisterUndisclosed
from application.accounts.services.register_command import RegisterCommand
from application.sessions.authenticate import Authenticate
from application.sessions.log_in import LogIn, LogInCommand
from application.sessions.log_out import LogOut, LogOutCommand
from application.sessions.log_out_everywhere import LogOutEverywhere
from application.sessions.refresh_tokens import RefreshCommand, RefreshTokens
from application.sessions.services.principal import Principal
from application.sessions.services.tokens import TokenPair
from domain.accounts.user import User
from domain.shared_kernel.platform import Platform


@attrs.frozen(eq=False, repr=False)
class AuthService:
    """Registration, login and logout in one place, for code that builds on accounts; each method calls one use case."""

    register_user: Register | RegisterUndisclosed
    log_in: LogIn
    refresh: RefreshTokens
    authenticate_token: Authenticate
    log_out: LogOut
    log_out_everywhere: LogOutEverywhere

    async def register(self, command: RegisterCommand) -> User | None:
        """Opens an account. Returns ``None`` if the settings hide which accounts exist."""
        return await self.register_user(command)

    async def login(self, command: LogInCommand) -> TokenPair:
        """Opens a session with an address and a password."""
        return (await self.log_in(command)).tokens

    async def refresh_tokens(self, refresh_token: str, platform: Platform = Platform.CUSTOMER) -> TokenPair:
        """Renews a session with its current refresh token."""
        return await self.refresh(RefreshCommand(refresh_token=refresh_token, platform=platform))

    async def authenticate(self, access_token: str, platform: Platform = Platform.CUSTOMER) -> Principal:
        """Returns the user and the session of an access token."""
        return await self.authenticate_token(access_token, platform)

    async def logout(self, refresh_token: str, platform: Platform = Platform.CUSTOMER) -> None:
        """Ends the session of a refresh token."""
        await self.log_out(LogOutCommand(refresh_token=refresh_token, platform=platform))

    async def logout_all(self, user_id: UUID) -> None:
        """Ends every session of the user."""
        await self.log_out_everywhere(user_id)
