from abc import abstractmethod
from collections.abc import Sequence
from math import ceil
from typing import Protocol

import attrs

from domain.shared_kernel.errors import RateLimitException
from domain.shared_kernel.rate_limits import Quota, QuotaStatus


@attrs.frozen
class Decision:
    """The result of taking one unit: granted or not, and the status of each quota afterwards, in the order of the
    request."""

    granted: bool
    quota_statuses: tuple[QuotaStatus, ...] = ()

    @property
    def refusal(self) -> RateLimitException | None:
        """The exception for a refused request, with the seconds until every quota has a unit again; ``None`` if it was
        granted."""
        if self.granted:
            return None
        wait = max((quota_status.retry_in for quota_status in self.quota_statuses), default=0)
        return RateLimitException(max(1, ceil(wait)), self.quota_statuses)

    def require(self) -> None:
        """Raises ``RateLimitException`` unless the unit was granted."""
        if refusal := self.refusal:
            raise refusal


class RateLimiter(Protocol):
    """Counts acts against quotas. Within any window of a policy no owner is granted more than its quota, however many
    requests race and from however many processes; a unit becomes free again at most a thirtieth of the window late. It
    never raises: if it cannot count for all processes, it counts for this one."""

    @abstractmethod
    async def take(self, quotas: Sequence[Quota]) -> Decision:
        """Takes one unit of each quota, or none at all if one of them has none left."""

    @abstractmethod
    async def refund(self, quotas: Sequence[Quota]) -> None:
        """Returns the unit that was taken last to each quota that has given any."""

    @abstractmethod
    async def reset(self, quotas: Sequence[Quota]) -> None:
        """Makes all units of the quotas free."""
