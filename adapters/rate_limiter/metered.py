from collections.abc import Sequence

import attrs

from application.ports.meter import Meter
from application.ports.rate_limiter import RateLimiter, Verdict
from domain.shared_kernel.rate_limits import Budget


@attrs.frozen
class MeteredRateLimiter(RateLimiter):
    """Counts refusals, by every policy that had nothing left."""

    limiter: RateLimiter
    meter: Meter

    async def take(self, budgets: Sequence[Budget]) -> Verdict:
        verdict = await self.limiter.take(budgets)
        if not verdict.granted:
            for standing in verdict.standings:
                if not standing.left:
                    self.meter.limited(standing.policy.name)
        return verdict

    async def give_back(self, budgets: Sequence[Budget]) -> None:
        await self.limiter.give_back(budgets)

    async def clear(self, budgets: Sequence[Budget]) -> None:
        await self.limiter.clear(budgets)
