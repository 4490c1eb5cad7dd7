from collections.abc import Sequence

import attrs

from application.ports.clock import Clock
from application.ports.job_queue import JobQueue
from application.ports.unit_of_work import BeginWork, ReadWork
from application.retry import retry_lost_race
from domain.jobs.stored_job import JobPolicies, StoredJob
from domain.shared_kernel.errors import ServiceUnavailableException

BATCH = 100


@attrs.frozen
class RelayJobs:
    """Hands jobs that are due to the queue. One that it lost becomes due again; one that it repeats is begun once. A
    job whose worker died has failed an attempt."""

    begin: BeginWork
    read: ReadWork
    queue: JobQueue
    clock: Clock
    policies: JobPolicies

    async def __call__(self, most: int = BATCH) -> int:
        """How many were handed over; at most so many, as more may follow at once."""
        async with self.read() as work:
            if not await work.jobs.exists(StoredJob.due(self.clock.now())):
                return 0
        claimed = await self._claim(most)
        for sent, job in enumerate(claimed):
            try:
                await self.queue.send(job.pk)
            except ServiceUnavailableException:
                await self._release(claimed[sent:])
                raise
        return len(claimed)

    @retry_lost_race
    async def _release(self, jobs: Sequence[StoredJob]) -> None:
        """What the queue did not take is due again at once, unless somebody began with it after all."""
        async with self.begin() as work:
            for job in await work.jobs.select_all(StoredJob.pk.one_of([job.pk for job in jobs])):
                job.take_back()
                await work.jobs.update(job)
            await work.commit()

    @retry_lost_race
    async def _claim(self, most: int) -> Sequence[StoredJob]:
        now = self.clock.now()
        async with self.begin() as work:
            due = await work.jobs.select_due(now, most)
            claimed = [job for job in due if job.hand_over(now=now, policy=self.policies.of(job))]
            for job in due:
                await work.jobs.update(job)
            await work.commit()
        return claimed
