from abc import abstractmethod
from collections.abc import Sequence
from math import ceil
from typing import Protocol

import attrs

from domain.shared_kernel.errors import RateLimitException
from domain.shared_kernel.rate_limits import Quota, QuotaStatus


@attrs.frozen
class Decision:
    """Whether a unit was granted, and how each budget stands afterwards, in the order in which they were named."""

    granted: bool
    quota_statuses: tuple[QuotaStatus, ...] = ()

    @property
    def refusal(self) -> RateLimitException | None:
        """What says when every budget has a unit again."""
        if self.granted:
            return None
        wait = max((quota_status.retry_in for quota_status in self.quota_statuses), default=0)
        return RateLimitException(max(1, ceil(wait)), self.quota_statuses)

    def require(self) -> None:
        """Raises ``RateLimitException``."""
        if refusal := self.refusal:
            raise refusal


class RateLimiter(Protocol):
    """Counts what is done against budgets. Within any window of a policy no owner is granted more than its quota,
    however many race and from however many processes; a unit comes back at most a thirtieth of the window later than it
    could. It never raises: where it cannot count for all processes it counts for this one."""

    @abstractmethod
    async def take(self, quotas: Sequence[Quota]) -> Decision:
        """Takes one unit of each budget, or none of any where one of them has none left."""

    @abstractmethod
    async def refund(self, quotas: Sequence[Quota]) -> None:
        """Returns the unit that was taken last to each of the budgets that have given any."""

    @abstractmethod
    async def reset(self, quotas: Sequence[Quota]) -> None:
        """Makes the budgets whole."""
