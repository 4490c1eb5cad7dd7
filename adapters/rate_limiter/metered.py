from collections.abc import Sequence

import attrs

from application.ports.meter import Meter
from application.ports.rate_limiter import Decision, RateLimiter
from domain.shared_kernel.rate_limits import Quota


@attrs.frozen(eq=False, repr=False)
class MeteredRateLimiter(RateLimiter):
    """Counts refusals for every policy that has no unit left."""

    limiter: RateLimiter
    meter: Meter

    async def take(self, quotas: Sequence[Quota]) -> Decision:
        decision = await self.limiter.take(quotas)
        if not decision.granted:
            for quota_status in decision.quota_statuses:
                if not quota_status.remaining:
                    self.meter.limited(quota_status.policy.name)
        return decision

    async def refund(self, quotas: Sequence[Quota]) -> None:
        await self.limiter.refund(quotas)

    async def reset(self, quotas: Sequence[Quota]) -> None:
        await self.limiter.reset(quotas)
