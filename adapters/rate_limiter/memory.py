from collections import OrderedDict, defaultdict
from collections.abc import Sequence

from adapters.rate_limiter.slices import SLICES, now_of, quota_status, window_of
from application.ports.clock import Clock
from application.ports.rate_limiter import Decision, RateLimiter
from domain.shared_kernel.rate_limits import Quota, RateLimit

MAX_OWNERS = 100_000
Granted = dict[int, int]
"""Like ``Slices``, the oldest first."""


class MemoryRateLimiter(RateLimiter):
    """Counts for this process alone. For each policy it keeps the ``most`` owners that were granted something last."""

    def __init__(self, clock: Clock, *, most: int = MAX_OWNERS) -> None:
        self._clock = clock
        self._most = most
        self._by_policy: defaultdict[RateLimit, OrderedDict[str, Granted]] = defaultdict(OrderedDict)

    async def take(self, quotas: Sequence[Quota]) -> Decision:
        """Contains no ``await``, so that it is atomic."""
        now = now_of(self._clock)
        found = [(quota, self._current_slices(quota, now)) for quota in quotas]
        granted = all(sum(slices.values()) < quota.policy.quota for quota, slices in found)
        if granted:
            for quota, slices in found:
                self._grant(quota, slices, now)
        return Decision(granted, tuple(quota_status(quota.policy, slices, now) for quota, slices in found))

    async def refund(self, quotas: Sequence[Quota]) -> None:
        for quota in quotas:
            if slices := self._by_policy[quota.policy].get(quota.owner):
                newest = max(slices)
                slices[newest] -= 1
                if not slices[newest]:
                    del slices[newest]

    async def reset(self, quotas: Sequence[Quota]) -> None:
        for quota in quotas:
            self._by_policy[quota.policy].pop(quota.owner, None)

    def _current_slices(self, quota: Quota, now: int) -> Granted:
        slices = self._by_policy[quota.policy].get(quota.owner, {})
        _drop_expired(slices, now - window_of(quota.policy))
        return slices

    def _grant(self, quota: Quota, slices: Granted, now: int) -> None:
        owners, window = self._by_policy[quota.policy], window_of(quota.policy)
        newest = next(reversed(slices), 0)
        joins = newest * SLICES // window == now * SLICES // window
        slices[now] = slices.pop(newest) + 1 if joins else 1
        owners[quota.owner] = slices
        owners.move_to_end(quota.owner)
        while len(owners) > self._most or not _drop_expired(next(iter(owners.values())), now - window):
            owners.popitem(last=False)


def _drop_expired(slices: Granted, until: int) -> bool:
    """Removes slices up to ``until``. Returns true if any is left."""
    while slices:
        oldest = next(iter(slices))
        if oldest > until:
            return True
        del slices[oldest]
    return False
