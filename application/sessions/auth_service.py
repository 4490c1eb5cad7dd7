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


@attrs.frozen
class AuthService:
    """Everything about coming and going in one place, for code that builds on accounts; each method is a use case."""

    registering: Register | RegisterUndisclosed
    logging_in: LogIn
    refreshing: RefreshTokens
    authenticating: Authenticate
    logging_out: LogOut
    logging_out_everywhere: LogOutEverywhere

    async def register(self, command: RegisterCommand) -> User | None:
        """``None`` where the settings hide which accounts there are."""
        return await self.registering(command)

    async def login(self, command: LogInCommand) -> TokenPair:
        return await self.logging_in(command)

    async def refresh_tokens(self, refresh_token: str, platform: Platform = Platform.CUSTOMER) -> TokenPair:
        return await self.refreshing(RefreshCommand(refresh_token=refresh_token, platform=platform))

    async def authenticate(self, access_token: str, platform: Platform = Platform.CUSTOMER) -> Principal:
        return await self.authenticating(access_token, platform)

    async def logout(self, refresh_token: str, platform: Platform = Platform.CUSTOMER) -> None:
        await self.logging_out(LogOutCommand(refresh_token=refresh_token, platform=platform))

    async def logout_all(self, user_id: UUID) -> None:
        await self.logging_out_everywhere(user_id)
