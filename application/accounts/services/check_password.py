import attrs

from application.accounts.services.decoys import Decoys
from application.accounts.services.password_service import PasswordService
from application.ports.rate_limiter import RateLimiter
from domain.accounts.login_throttling import LoginAttempt, LoginThrottling
from domain.accounts.user import User
from domain.shared_kernel.errors import ServiceUnavailableException


@attrs.frozen(eq=False, repr=False)
class CheckPassword:
    """Returns whether a password is right, as long as the quotas of guesses allow. A guess is counted before the
    password is hashed, so that concurrent requests gain nothing and refused ones cost nothing; a right password refunds
    it. Raises ``RateLimitException`` and ``ServiceUnavailableException``."""

    passwords: PasswordService
    decoys: Decoys
    limiter: RateLimiter
    policy: LoginThrottling

    async def __call__(self, user: User | None, password: str, attempt: LoginAttempt) -> bool:
        quotas = self.policy.quotas(attempt)
        (await self.limiter.take(quotas.all)).require()
        try:
            decoy = await self.decoys.parameters_for(attempt.email)
            is_right = await self.passwords.match(user, password, decoy=decoy)
        except ServiceUnavailableException:  # the password was not compared
            await self.limiter.refund(quotas.all)
            raise
        if is_right:
            await self.limiter.reset([quotas.own])
            if quotas.shared:
                await self.limiter.refund(quotas.shared)
        return is_right
