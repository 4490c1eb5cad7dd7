"""The removal of rows whose time is over, as domains declare it."""

from abc import abstractmethod
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar

import attrs

from application.ports.clock import Clock
from application.ports.repository import Repository
from application.ports.unit_of_work import BeginWork, UnitOfWork
from application.retry import retry_lost_race
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.filters import FilterOf
from domain.shared_kernel.sorting import Sort

E = TypeVar("E", bound=Entity)

RETENTION = timedelta(days=7)
"""The usual time for which rows that are over can still be queried."""


class Retention(Protocol):
    """Removes what a domain keeps for a time only."""

    @abstractmethod
    def remove(self, limit: int) -> Awaitable[int]:
        """Removes at most ``limit`` rows whose time is over, in a transaction of its own, and returns how many: fewer
        than ``limit`` if none is left."""


@attrs.frozen(eq=False, kw_only=True, repr=False)
class RowRetention(Retention, Generic[E]):
    """Removes rows of a repository, the oldest first. ``is_over`` returns the filter for rows whose time was over
    before an instant; they are kept for ``kept`` after it."""

    begin: BeginWork
    clock: Clock
    repository: Callable[[UnitOfWork], Repository[E]]
    is_over: Callable[[datetime], FilterOf[E]]
    sort: Sort
    kept: timedelta = RETENTION

    @retry_lost_race
    async def remove(self, limit: int) -> int:
        is_over = self.is_over(self.clock.now() - self.kept)
        async with self.begin() as work:
            removed = await self.repository(work).delete_first(is_over, sort=self.sort, limit=limit)
            await work.commit()
        return removed
