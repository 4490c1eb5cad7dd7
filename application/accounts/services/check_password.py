import attrs

from application.accounts.services.decoys import Decoys
from application.accounts.services.password_service import PasswordService
from application.ports.rate_limiter import RateLimiter
from domain.accounts.login_throttling import LoginAttempt, LoginThrottling
from domain.accounts.user import User
from domain.shared_kernel.errors import ServiceUnavailableException


@attrs.frozen
class CheckPassword:
    """Whether a password is right, told only as often as the guesser has guesses left. They are counted before
    anything is hashed, so that racers get no more and who is refused costs nothing; a right password takes its guess
    back. Raises ``RateLimitException``."""

    passwords: PasswordService
    decoys: Decoys
    limiter: RateLimiter
    policy: LoginThrottling

    async def __call__(self, user: User | None, password: str, guess: LoginAttempt) -> bool:
        quotas = self.policy.quotas(guess)
        (await self.limiter.take(quotas.all)).require()
        try:
            decoy = await self.decoys.parameters_for(guess.email)
            is_right = await self.passwords.match(user, password, decoy=decoy)
        except ServiceUnavailableException:  # nobody learned anything
            await self.limiter.refund(quotas.all)
            raise
        if is_right:
            await self.limiter.reset([quotas.own])
            if quotas.shared:
                await self.limiter.refund(quotas.shared)
        return is_right
