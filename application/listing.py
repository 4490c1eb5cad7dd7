"""Lists with a total that is as accurate as requested."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

import attrs

from application.ports.clock import Clock
from application.ports.repository import Repository
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.filters import Filter, FilterOf
from domain.shared_kernel.pagination import DEFAULT_LIMIT, Page, Position, Total
from domain.shared_kernel.sorting import Sort

S = TypeVar("S")
T = TypeVar("T")
E = TypeVar("E", bound=Entity)

MAX_TOTAL_AGE = timedelta(seconds=1)
"""The age up to which a remembered total counts as recent."""
MAX_REMEMBERED_TOTALS = 256


@attrs.frozen(kw_only=True)
class Paging:
    """The requested part of a list: from ``offset``, or from the row behind ``after``."""

    sort: Sort
    limit: int = DEFAULT_LIMIT
    offset: int = 0
    after: Position | None = None
    total: Total = Total.EXACT

    @property
    def needs_snapshot(self) -> bool:
        """True if the page and its total must be of the same moment."""
        return self.total is Total.EXACT


@attrs.frozen
class CountedPage(Generic[T]):
    """A page and the time at which its total was counted, or ``None`` without a total."""

    page: Page[T]
    total_as_of: datetime | None

    def mapped(self, show: Callable[[T], S]) -> "CountedPage[S]":
        """Returns the page with ``show`` applied to each row."""
        page = self.page
        shown = [show(row) for row in page.items]
        return CountedPage(Page(shown, page.total, page.limit, page.offset, page.next), self.total_as_of)


@attrs.define
class RecentTotals:
    """Lists the rows of one repository and remembers totals for a second."""

    clock: Clock
    _counted: dict[Filter, tuple[int, datetime]] = attrs.field(factory=dict, init=False)

    async def list_page(self, repository: Repository[E], matching: FilterOf[E], paging: Paging) -> CountedPage[E]:
        """Returns the requested page, with a total of the requested accuracy."""
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
        total, as_of = await self.total_of(matching, lambda: repository.count(matching))
        return CountedPage(attrs.evolve(page, total=total), as_of)

    async def total_of(self, matching: FilterOf[E], count: Callable[[], Awaitable[int]]) -> tuple[int, datetime]:
        """Returns the remembered total of these rows and its time, or counts anew."""
        now = self.clock.now()
        known = self._counted.get(matching)
        if known and now - known[1] < MAX_TOTAL_AGE:
            return known
        fresh = (await count(), now)
        if len(self._counted) >= MAX_REMEMBERED_TOTALS:
            self._counted.clear()
        self._counted[matching] = fresh
        return fresh
