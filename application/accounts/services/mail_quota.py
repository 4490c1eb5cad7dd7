from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import attrs

from application.ports.rate_limiter import RateLimiter
from domain.accounts.email_address import EmailAddress
from domain.shared_kernel.rate_limits import Quota, RateLimit
from domain.shared_kernel.text import casefolded


@attrs.frozen(eq=False, repr=False)
class MailQuota:
    """Limits the mails that strangers may have sent to one address, whether it has an account or not."""

    limiter: RateLimiter
    policy: RateLimit

    @asynccontextmanager
    async def spend(self, email: EmailAddress) -> AsyncIterator[None]:
        """Takes one mail from the quota of the address and refunds it if the block raises. Raises
        ``RateLimitException``."""
        quotas = [Quota(self.policy, casefolded(email))]
        (await self.limiter.take(quotas)).require()
        try:
            yield
        except BaseException:
            await self.limiter.refund(quotas)
            raise
