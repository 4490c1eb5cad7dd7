from uuid import UUID

import attrs

from application.accounts.services.check_password import CheckPassword
from application.accounts.services.password_service import PasswordService
from application.ports.unit_of_work import BeginWork, ReadWork
from application.sessions.services.known_devices import KnownDevices
from application.sessions.services.open_session import OpenSession
from application.sessions.services.tokens import TokenPair
from domain.accounts.email_address import EmailAddress
from domain.accounts.errors import InvalidCredentials
from domain.accounts.login_throttling import LoginAttempt
from domain.accounts.user import User
from domain.sessions.session import Device
from domain.shared_kernel.errors import LostRace, RateLimitException
from domain.shared_kernel.platform import Platform


@attrs.frozen(kw_only=True)
class LogInCommand:
    """``shown`` is what a device that was signed in with before was given to be known again;
    ``refusal`` is for whoever is not known by it."""

    email: EmailAddress
    password: str = attrs.field(repr=False)
    platform: Platform
    device: Device
    shown: str | None = attrs.field(default=None, repr=False)
    refusal: RateLimitException | None = None

    def guess(self, known_as: UUID | None) -> LoginAttempt:
        """Raises ``refusal`` for whoever is not known."""
        if self.refusal and known_as is None:
            raise self.refusal
        known = None if known_as is None else str(known_as)
        return LoginAttempt(
            email=self.email, address=self.device.ip, known_as=known, is_beyond_limit=self.refusal is not None
        )


@attrs.frozen
class LogIn:
    """Anybody who knows an address and its password may open a session, with ``verified_only`` once the address is
    confirmed. Raises ``RateLimitException``, ``InvalidCredentials`` and, after the right password only,
    ``AccountLocked``, ``EmailNotVerified`` and ``NotStaff``."""

    begin: BeginWork
    read: ReadWork
    check: CheckPassword
    passwords: PasswordService
    known: KnownDevices
    open: OpenSession
    verified_only: bool = False

    async def __call__(self, command: LogInCommand) -> TokenPair:
        async with self.read() as work:
            user = await work.users.select_by_email(command.email)
        known_as = self.known.recognise(user, command.shown)
        if not await self.check(user, command.password, command.guess(known_as)) or user is None:
            raise InvalidCredentials
        user.require_login_allowed(command.platform, verified=self.verified_only)
        await self._renew_hash(user, command.password)
        return await self.open(user, platform=command.platform, device=command.device, known_as=known_as)

    async def _renew_hash(self, user: User, password: str) -> None:
        renewed = await self.passwords.renewed(user, password)
        if renewed is None:
            return
        try:
            async with self.begin() as work:
                await work.users.update(user, password_hash=renewed)
                await work.commit()
        except LostRace:
            return  # somebody changed the account meanwhile: the next login renews the hash
