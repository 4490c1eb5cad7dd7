from collections.abc import Sequence

from application.ports.rate_limiter import Decision, RateLimiter
from domain.shared_kernel.rate_limits import Quota


class NullRateLimiter(RateLimiter):
    """Grants everything and reports no quotas, for services that are limited elsewhere."""

    async def take(self, quotas: Sequence[Quota]) -> Decision:
        return Decision(granted=True)

    async def refund(self, quotas: Sequence[Quota]) -> None:
        return

    async def reset(self, quotas: Sequence[Quota]) -> None:
        return
