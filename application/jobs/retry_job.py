from uuid import UUID

import attrs

from application.ports.clock import Clock
from application.ports.unit_of_work import BeginWork
from application.retry import retry_lost_race
from domain.shared_kernel.actor import Actor


@attrs.frozen(eq=False, repr=False)
class RetryJob:
    """Staff and the operator may retry a dead job. Raises ``NotFoundException`` and ``JobNotDead``."""

    begin: BeginWork
    clock: Clock

    @retry_lost_race
    async def __call__(self, job_id: UUID, *, by: Actor) -> None:
        async with self.begin() as work:
            job = await work.jobs.get_by_id(job_id)
            job.revive(self.clock.now(), by=by)
            await work.jobs.update(job)
            await work.commit()
