from collections.abc import Iterator

import attrs

from application.listing import CountedPage, Paging, RecentTotals
from application.ports.unit_of_work import ReadWork
from domain.jobs.stored_job import JobStatus, StoredJob
from domain.shared_kernel.filters import FilterOf, all_of


@attrs.frozen(kw_only=True)
class JobSearch:
    """The criteria of a search. Criteria of ``None`` are ignored."""

    status: JobStatus | None = None
    name: str | None = None

    def filters(self) -> Iterator[FilterOf[StoredJob]]:
        """Yields a filter for each criterion."""
        if self.status is not None:
            yield StoredJob.status == self.status
        if self.name is not None:
            yield StoredJob.name == self.name


@attrs.frozen(eq=False, repr=False)
class ListJobs:
    """Staff may list jobs of every status."""

    read: ReadWork
    totals: RecentTotals

    async def __call__(self, search: JobSearch, paging: Paging) -> CountedPage[StoredJob]:
        async with self.read(snapshot=paging.needs_snapshot) as work:
            return await self.totals.list_page(work.jobs, all_of(search.filters()), paging)
