from collections import OrderedDict, defaultdict
from collections.abc import Sequence

from adapters.rate_limiter.slices import SLICES, now_of, standing, window_of
from application.ports.clock import Clock
from application.ports.rate_limiter import RateLimiter, Verdict
from domain.shared_kernel.rate_limits import Budget, Policy

MOST_OWNERS = 100_000
Granted = dict[int, int]
"""As ``Slices``, the oldest first."""


class MemoryRateLimiter(RateLimiter):
    """Counts for this process alone. Of each policy it remembers ``most`` owners, those who were granted something
    last."""

    def __init__(self, clock: Clock, *, most: int = MOST_OWNERS) -> None:
        self._clock = clock
        self._most = most
        self._by_policy: defaultdict[Policy, OrderedDict[str, Granted]] = defaultdict(OrderedDict)

    async def take(self, budgets: Sequence[Budget]) -> Verdict:
        """There is no ``await`` in it, so nobody comes in between."""
        now = now_of(self._clock)
        found = [(budget, self._counting(budget, now)) for budget in budgets]
        granted = all(sum(slices.values()) < budget.policy.quota for budget, slices in found)
        if granted:
            for budget, slices in found:
                self._grant(budget, slices, now)
        return Verdict(granted, tuple(standing(budget.policy, slices, now) for budget, slices in found))

    async def give_back(self, budgets: Sequence[Budget]) -> None:
        for budget in budgets:
            if slices := self._by_policy[budget.policy].get(budget.owner):
                newest = max(slices)
                slices[newest] -= 1
                if not slices[newest]:
                    del slices[newest]

    async def clear(self, budgets: Sequence[Budget]) -> None:
        for budget in budgets:
            self._by_policy[budget.policy].pop(budget.owner, None)

    def _counting(self, budget: Budget, now: int) -> Granted:
        slices = self._by_policy[budget.policy].get(budget.owner, {})
        _forget_old(slices, now - window_of(budget.policy))
        return slices

    def _grant(self, budget: Budget, slices: Granted, now: int) -> None:
        owners, window = self._by_policy[budget.policy], window_of(budget.policy)
        newest = next(reversed(slices), 0)
        joins = newest * SLICES // window == now * SLICES // window
        slices[now] = slices.pop(newest) + 1 if joins else 1
        owners[budget.owner] = slices
        owners.move_to_end(budget.owner)
        while len(owners) > self._most or not _forget_old(next(iter(owners.values())), now - window):
            owners.popitem(last=False)


def _forget_old(slices: Granted, until: int) -> bool:
    """Whether any still counts."""
    while slices:
        oldest = next(iter(slices))
        if oldest > until:
            return True
        del slices[oldest]
    return False
