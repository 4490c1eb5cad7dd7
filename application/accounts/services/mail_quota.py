from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import attrs

from application.ports.rate_limiter import RateLimiter
from domain.accounts.email_address import EmailAddress
from domain.shared_kernel.rate_limits import Quota, RateLimit
from domain.shared_kernel.text import casefolded


@attrs.frozen
class MailQuota:
    """How many mails strangers may have sent to one address, whether it has an account or not."""

    limiter: RateLimiter
    policy: RateLimit

    @asynccontextmanager
    async def spent_on(self, email: EmailAddress) -> AsyncIterator[None]:
        """Takes a mail from the budget; where what is done inside raises, none is sent and it is given back. Raises
        ``RateLimitException``."""
        quotas = [Quota(self.policy, casefolded(email))]
        (await self.limiter.take(quotas)).require()
        try:
            yield
        except BaseException:
            await self.limiter.refund(quotas)
            raise
