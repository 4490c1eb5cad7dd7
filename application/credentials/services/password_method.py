from uuid import UUID

import attrs

from application.accounts.services.check_password import CheckPassword
from application.accounts.services.password_service import PasswordService
from application.accounts.services.record_event import RecordEvent
from application.credentials.services.known_devices import KnownDevices
from application.ports.clock import Clock
from application.ports.rate_limiter import RateLimiter
from application.ports.unit_of_work import BeginWork, ReadWork
from domain.accounts.email_address import EmailAddress
from domain.accounts.errors import InvalidCredentials
from domain.accounts.login_throttling import LoginAttempt, LoginThrottling
from domain.accounts.user import User
from domain.credentials.authentication import PASSWORD_REFERENCE, Authenticated
from domain.credentials.events import SignInRefused
from domain.shared_kernel.errors import BaseAppException, LostRace
from domain.shared_kernel.platform import Platform


@attrs.frozen(kw_only=True)
class PasswordEvidence:
    """An address and its password. ``address`` is that of the client, ``device_token`` the token by which the device is
    recognised, if it was used before. ``is_beyond_limit`` means that the network address seemed to have used up its
    sign-ins, from which known devices are exempt."""

    email: EmailAddress
    password: str = attrs.field(repr=False)
    platform: Platform
    address: str | None = None
    device_token: str | None = attrs.field(default=None, repr=False)
    is_beyond_limit: bool = False


@attrs.frozen(eq=False, repr=False)
class PasswordMethod:
    """The first method of a sign-in: finds the account of an address, and holds the password against it. With
    ``verified_only`` the address must be confirmed. Raises ``RateLimitException``, ``InvalidCredentials`` and, after
    the right password only, ``AccountLocked``, ``EmailNotVerified`` and ``NotStaff``."""

    begin: BeginWork
    read: ReadWork
    check_password: CheckPassword
    passwords: PasswordService
    known_devices: KnownDevices
    limiter: RateLimiter
    throttling: LoginThrottling
    record: RecordEvent
    clock: Clock
    verified_only: bool = False

    async def __call__(self, evidence: PasswordEvidence) -> Authenticated:
        async with self.read() as work:
            user = await work.users.select_by_email(evidence.email)
        known_as = self.known_devices.recognise(user, evidence.device_token)
        attempt = await self._attempt(evidence, known_as)
        is_right = await self.check_password(user, evidence.password, attempt)
        shown = user if is_right else None
        try:
            owner = self._allowed(shown, evidence.platform)
        except BaseAppException as refused:
            await self._record_refusal(user, shown, refused)
            raise
        await self._renew_hash(owner, evidence.password)
        return Authenticated(user=owner, methods=(PASSWORD_REFERENCE,), at=self.clock.now(), known_as=known_as)

    def _allowed(self, shown: User | None, platform: Platform) -> User:
        """Returns the user who has shown the right password, if they may log in."""
        if shown is None:
            raise InvalidCredentials
        shown.require_login_allowed(platform, verified=self.verified_only)
        return shown

    async def _record_refusal(self, user: User | None, shown: User | None, refused: BaseAppException) -> None:
        """Does the same work for an address without an account, whose attempts are nobody's."""
        await self.record(
            SignInRefused(
                user_id=user.pk if user else None,
                by=shown.pk if shown else None,
                cause=refused.code,
                at=self.clock.now(),
            )
        )

    async def _attempt(self, evidence: PasswordEvidence, known_as: UUID | None) -> LoginAttempt:
        """Returns the guess at the password. An unknown device is not exempt from the limit of its address, so it takes
        what that has left."""
        if evidence.is_beyond_limit and known_as is None:
            (await self.limiter.take(self.throttling.of_address(evidence.address))).require()
        return LoginAttempt(
            email=evidence.email,
            address=evidence.address,
            known_as=None if known_as is None else str(known_as),
            is_beyond_limit=evidence.is_beyond_limit,
        )

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
