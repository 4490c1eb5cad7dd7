import attrs

from application.ports.rate_limiter import RateLimiter
from domain.accounts.email_address import EmailAddress
from domain.shared_kernel.limits import Budget, Policy
from domain.shared_kernel.text import casefolded


@attrs.frozen
class MailBudget:
    """How many mails strangers may have sent to one address, whether it has an account or not."""

    limiter: RateLimiter
    policy: Policy

    async def spend(self, email: EmailAddress) -> None:
        """Raises ``RateLimitException``."""
        (await self.limiter.take([Budget(self.policy, casefolded(email))])).require()
