from collections.abc import Sequence

import attrs

from application.ports.rate_limiter import Decision, RateLimiter
from domain.shared_kernel.rate_limits import Quota


@attrs.define
class RecordingRateLimiter(RateLimiter):
    """Counts like the limiter inside, and writes down each call: ``take requests sign-ins``, with an exclamation mark
    where it was refused."""

    limiter: RateLimiter
    calls: list[str] = attrs.field(factory=list)

    async def take(self, quotas: Sequence[Quota]) -> Decision:
        decision = await self.limiter.take(quotas)
        self._write("take" if decision.granted else "take!", quotas)
        return decision

    async def refund(self, quotas: Sequence[Quota]) -> None:
        self._write("refund", quotas)
        await self.limiter.refund(quotas)

    async def reset(self, quotas: Sequence[Quota]) -> None:
        self._write("reset", quotas)
        await self.limiter.reset(quotas)

    def _write(self, verb: str, quotas: Sequence[Quota]) -> None:
        self.calls.append(" ".join([verb, *(quota.policy.name for quota in quotas)]))
