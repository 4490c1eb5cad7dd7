from collections.abc import Sequence

from application.ports.rate_limiter import RateLimiter, Verdict
from domain.shared_kernel.rate_limits import Budget


class UnlimitedRateLimiter(RateLimiter):
    """Grants everything, and has nothing to tell: for those who limit elsewhere."""

    async def take(self, budgets: Sequence[Budget]) -> Verdict:
        return Verdict(granted=True)

    async def give_back(self, budgets: Sequence[Budget]) -> None:
        return

    async def clear(self, budgets: Sequence[Budget]) -> None:
        return
