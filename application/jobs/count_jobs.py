from datetime import timedelta

import attrs

from application.ports.clock import Clock
from application.ports.meter import JobFigures
from application.ports.unit_of_work import ReadWork
from domain.jobs.stored_job import JobStatus, StoredJob


@attrs.frozen(eq=False, repr=False)
class CountJobs:
    """Operators may see the number of jobs by status, and for how long the oldest due one has been due."""

    read: ReadWork
    clock: Clock

    async def __call__(self) -> JobFigures:
        now = self.clock.now()
        async with self.read() as work:
            counted = {status: await work.jobs.count(StoredJob.status == status) for status in JobStatus}
            oldest = await work.jobs.select_one(StoredJob.due(now), sort=StoredJob.run_at.asc())
        return JobFigures(counted, now - oldest.run_at if oldest else timedelta(0))
