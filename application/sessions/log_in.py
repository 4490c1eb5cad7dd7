from typing import assert_never

import attrs

from application.credentials.services.password_method import PasswordEvidence
from application.credentials.services.sign_in import SignIn
from application.retry import retry_lost_race
from application.sessions.services.open_session import OpenSession, SignedIn
from domain.accounts.email_address import EmailAddress
from domain.credentials.authentication import Authenticated, FactorRequired
from domain.credentials.errors import MfaRequired
from domain.sessions.session import Device
from domain.shared_kernel.platform import Platform


@attrs.frozen(kw_only=True)
class LogInCommand:
    """``device_token`` is the token by which the device is recognised, if it was used before. ``is_beyond_limit`` means
    that its network address seemed to have used up its logins, from which known devices are exempt."""

    email: EmailAddress
    password: str = attrs.field(repr=False)
    platform: Platform
    device: Device
    device_token: str | None = attrs.field(default=None, repr=False)
    is_beyond_limit: bool = False

    @property
    def evidence(self) -> PasswordEvidence:
        """The part that the password is checked with."""
        return PasswordEvidence(
            email=self.email,
            password=self.password,
            platform=self.platform,
            address=self.device.ip,
            device_token=self.device_token,
            is_beyond_limit=self.is_beyond_limit,
        )


@attrs.frozen(eq=False, repr=False)
class LogIn:
    """A person who knows the password of an address may open a session. Raises ``RateLimitException``,
    ``InvalidCredentials`` and, after the right password only, ``AccountLocked``, ``EmailNotVerified``, ``NotStaff`` and
    ``MfaRequired``."""

    sign_in: SignIn
    open_session: OpenSession

    @retry_lost_race
    async def __call__(self, command: LogInCommand) -> SignedIn:
        match await self.sign_in(command.evidence):
            case Authenticated() as authenticated:
                return await self.open_session(authenticated, platform=command.platform, device=command.device)
            case FactorRequired() as needed:
                raise MfaRequired(challenge=needed.challenge, methods=needed.methods, expires_in=needed.expires_in)
            case outcome:
                assert_never(outcome)
