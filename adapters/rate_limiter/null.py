from collections.abc import Sequence

from application.ports.rate_limiter import Decision, RateLimiter
from domain.shared_kernel.rate_limits import Quota


class NullRateLimiter(RateLimiter):
    """Grants everything, and has nothing to tell: for those who limit elsewhere."""

    async def take(self, quotas: Sequence[Quota]) -> Decision:
        return Decision(granted=True)

    async def refund(self, quotas: Sequence[Quota]) -> None:
        return

    async def reset(self, quotas: Sequence[Quota]) -> None:
        return
