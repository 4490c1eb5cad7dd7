from collections import OrderedDict, defaultdict
from collections.abc import Sequence

from adapters.rate_limiter.slices import SLICES, now_of, slice_length, standing
from application.ports.clock import Clock
from application.ports.rate_limiter import RateLimiter, Verdict
from domain.shared_kernel.limits import Budget, Policy

MOST_OWNERS = 100_000
Slices = dict[int, int]


class MemoryRateLimiter(RateLimiter):
    """Counts for this process alone. Of each policy it remembers ``most`` owners, those who were granted something
    last."""

    def __init__(self, clock: Clock, *, most: int = MOST_OWNERS) -> None:
        self._clock = clock
        self._most = most
        self._by_policy: defaultdict[Policy, OrderedDict[str, Slices]] = defaultdict(OrderedDict)

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

    def _counting(self, budget: Budget, now: int) -> Slices:
        slices = self._by_policy[budget.policy].get(budget.owner, {})
        _forget_old(slices, now // slice_length(budget.policy))
        return slices

    def _grant(self, budget: Budget, slices: Slices, now: int) -> None:
        owners, current = self._by_policy[budget.policy], now // slice_length(budget.policy)
        slices[current] = slices.get(current, 0) + 1
        owners[budget.owner] = slices
        owners.move_to_end(budget.owner)
        while len(owners) > self._most or not _forget_old(next(iter(owners.values())), current):
            owners.popitem(last=False)


def _forget_old(slices: Slices, current: int) -> bool:
    """Whether any still counts. The oldest come first, as they were made first."""
    while slices:
        oldest = next(iter(slices))
        if oldest >= current - SLICES:
            return True
        del slices[oldest]
    return False
