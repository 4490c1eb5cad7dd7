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
    """``device_token`` is the token by which the device is recognised, if it was used before; ``refusal`` is the
    exception for an unknown device, if its network address has used up its logins."""

    email: EmailAddress
    password: str = attrs.field(repr=False)
    platform: Platform
    device: Device
    device_token: str | None = attrs.field(default=None, repr=False)
    refusal: RateLimitException | None = None

    def attempt(self, known_as: UUID | None) -> LoginAttempt:
        """Returns the guess at the password. Raises ``refusal`` for an unknown device."""
        if self.refusal and known_as is None:
            raise self.refusal
        known = None if known_as is None else str(known_as)
        return LoginAttempt(
            email=self.email, address=self.device.ip, known_as=known, is_beyond_limit=self.refusal is not None
        )


@attrs.frozen
class LogIn:
    """A person who knows the password of an address may open a session; with ``verified_only`` the address must be
    confirmed. Raises ``RateLimitException``, ``InvalidCredentials`` and, after the right password only,
    ``AccountLocked``, ``EmailNotVerified`` and ``NotStaff``."""

    begin: BeginWork
    read: ReadWork
    check_password: CheckPassword
    passwords: PasswordService
    known_devices: KnownDevices
    open_session: OpenSession
    verified_only: bool = False

    async def __call__(self, command: LogInCommand) -> TokenPair:
        async with self.read() as work:
            user = await work.users.select_by_email(command.email)
        known_as = self.known_devices.recognise(user, command.device_token)
        if not await self.check_password(user, command.password, command.attempt(known_as)) or user is None:
            raise InvalidCredentials
        user.require_login_allowed(command.platform, verified=self.verified_only)
        await self._renew_hash(user, command.password)
        return await self.open_session(user, platform=command.platform, device=command.device, known_as=known_as)

    async def _renew_hash(self, user: User, password: str) -> None:
        renewed = await self.passwords.rehash_if_outdated(user, password)
        if renewed is None:
            return
        try:
            async with self.begin() as work:
                await work.users.update(user, password_hash=renewed)
                await work.commit()
        except LostRace:
            return  # the account was changed meanwhile: the next login renews the hash
