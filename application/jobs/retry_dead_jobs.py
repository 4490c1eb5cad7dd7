from collections.abc import Callable
from uuid import UUID

import attrs

from application.ports.clock import Clock
from application.ports.unit_of_work import BeginWork
from application.retry import retry_lost_race
from domain.jobs.stored_job import JobStatus, StoredJob
from domain.shared_kernel.actor import OPERATOR
from domain.shared_kernel.filters import FilterOf

BATCH = 200
"""Jobs that are revived in one transaction."""


@attrs.frozen(eq=False, repr=False)
class RetryDeadJobs:
    """The operator may retry all dead jobs, or all of one name."""

    begin: BeginWork
    clock: Clock

    async def __call__(self, name: str | None, on_progress: Callable[[int], None]) -> int:
        """Returns how many jobs were revived; each is revived once. ``on_progress`` is called with the size of each
        batch."""
        total, last = 0, None
        while batch := await self._revive(_dead(name, after=last)):
            count, last = batch
            total += count
            on_progress(count)
        return total

    @retry_lost_race
    async def _revive(self, dead: FilterOf[StoredJob]) -> tuple[int, UUID] | None:
        """Returns the size of a batch and the id of its last job, or ``None`` if no dead job is left."""
        async with self.begin() as work:
            page = await work.jobs.paginate(dead, sort=StoredJob.pk.asc(), limit=BATCH, counted=False)
            for job in page.items:
                job.revive(self.clock.now(), by=OPERATOR)
                await work.jobs.update(job)
            await work.commit()
        return (len(page.items), page.items[-1].pk) if page.items else None


def _dead(name: str | None, *, after: UUID | None) -> FilterOf[StoredJob]:
    dead: FilterOf[StoredJob] = StoredJob.status == JobStatus.DEAD
    if name is not None:
        dead &= StoredJob.name == name
    return dead if after is None else dead & (StoredJob.pk > after)
