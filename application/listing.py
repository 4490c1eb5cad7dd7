"""Lists with a total that is as fresh as was asked for."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

import attrs

from application.ports.clock import Clock
from application.ports.repository import Repository
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.filters import Filter
from domain.shared_kernel.pagination import DEFAULT_LIMIT, Page, Position, Total
from domain.shared_kernel.sorting import Sort

T = TypeVar("T")
E = TypeVar("E", bound=Entity)

FRESHNESS = timedelta(seconds=1)
MAX_REMEMBERED = 256


@attrs.frozen(kw_only=True)
class Paging:
    """Which part of a list is wanted: from ``offset``, or from behind ``after``."""

    sort: Sort
    limit: int = DEFAULT_LIMIT
    offset: int = 0
    after: Position | None = None
    total: Total = Total.EXACT


@attrs.frozen
class CountedPage(Generic[T]):
    """A page and, where a total was wanted, the instant it was counted at."""

    page: Page[T]
    total_as_of: datetime | None


@attrs.define
class RecentTotals:
    """Lists the rows of one repository. It remembers totals that were counted at most a second ago."""

    clock: Clock
    _counted: dict[Filter, tuple[int, datetime]] = attrs.field(factory=dict, init=False)

    async def listed(self, repository: Repository[E], matching: Filter, paging: Paging) -> CountedPage[E]:
        """The page that is asked for, with a total as fresh as is asked for."""
        page = await repository.paginate(
            matching,
            sort=paging.sort,
            limit=paging.limit,
            offset=paging.offset,
            after=paging.after,
            counted=paging.total is Total.EXACT,
        )
        if paging.total is not Total.RECENT:
            return CountedPage(page, None if page.total is None else self.clock.now())
        total, as_of = await self.of(matching, lambda: repository.count(matching))
        return CountedPage(attrs.evolve(page, total=total), as_of)

    async def of(self, matching: Filter, count: Callable[[], Awaitable[int]]) -> tuple[int, datetime]:
        """The remembered total of these rows, or a new one."""
        now = self.clock.now()
        known = self._counted.get(matching)
        if known and now - known[1] < FRESHNESS:
            return known
        fresh = (await count(), now)
        if len(self._counted) >= MAX_REMEMBERED:
            self._counted.clear()
        self._counted[matching] = fresh
        return fresh
