from collections.abc import Sequence

import attrs

from application.ports.clock import Clock
from application.ports.job_queue import JobQueue
from application.ports.unit_of_work import BeginWork, ReadWork
from application.retry import retry_lost_race
from domain.jobs.job_policy import JobPolicies
from domain.jobs.stored_job import StoredJob
from domain.shared_kernel.errors import ServiceUnavailableException

BATCH = 100


@attrs.frozen(eq=False, repr=False)
class RelayJobs:
    """Hands due jobs to the queue. A job that the queue loses becomes due again; one that it repeats is started once. A
    job whose worker died has failed an attempt."""

    begin: BeginWork
    read: ReadWork
    queue: JobQueue
    clock: Clock
    policies: JobPolicies

    async def __call__(self, limit: int = BATCH, *, takes_over: bool = True) -> int:
        """Returns how many jobs were handed over, at most ``limit``; more may be due. Jobs whose lease has run out are
        left alone unless it ``takes_over``. Raises ``ServiceUnavailableException`` if the queue or the storage does not
        answer."""
        async with self.read() as work:
            if not await work.jobs.exists(StoredJob.due(self.clock.now(), takes_over=takes_over)):
                return 0
        claimed = await self._claim(limit, takes_over=takes_over)
        for sent, job in enumerate(claimed):
            try:
                await self.queue.send(job.pk)
            except ServiceUnavailableException:
                await self._release(claimed[sent:])
                raise
        return len(claimed)

    @retry_lost_race
    async def _release(self, jobs: Sequence[StoredJob]) -> None:
        """Makes jobs that the queue did not take due again at once, unless a worker has started them after all."""
        async with self.begin() as work:
            for job in await work.jobs.select_all(StoredJob.pk.one_of([job.pk for job in jobs])):
                job.take_back()
                await work.jobs.update(job)
            await work.commit()

    @retry_lost_race
    async def _claim(self, limit: int, *, takes_over: bool) -> Sequence[StoredJob]:
        now = self.clock.now()
        async with self.begin() as work:
            due = await work.jobs.select_due(now, limit, takes_over=takes_over)
            claimed = [job for job in due if job.hand_over(now=now, policy=self.policies.of(job.name))]
            for job in due:
                await work.jobs.update(job)
            await work.commit()
        return claimed
