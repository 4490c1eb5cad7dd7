from datetime import datetime

import attrs

from application.jobs.services.job import Job
from application.ports.clock import Clock
from application.ports.id_factory import IdFactory
from application.ports.unit_of_work import UnitOfWork
from application.request_context import get_language, get_request_id, get_traceparent
from domain.jobs.events import JobEnqueued
from domain.jobs.stored_job import StoredJob


@attrs.frozen(eq=False, repr=False)
class Enqueue:
    """Stores a job that is run after the commit of the unit that asks for it: ``await enqueue(work, PingJob())``."""

    clock: Clock
    ids: IdFactory

    async def __call__(
        self, work: UnitOfWork, job: Job, *, run_at: datetime | None = None, key: str | None = None
    ) -> None:
        """Stores the job with the language, the id and the trace of the current request; it is not run before
        ``run_at``, if given. Raises ``JobAlreadyThere`` if another job has the same ``key``."""
        now = self.clock.now()
        stored = StoredJob(
            pk=self.ids.ordered(),
            name=job.name,
            arguments=job.arguments(),
            created_at=now,
            run_at=run_at or now,
            key=key,
            language=get_language(),
            request_id=get_request_id(),
            trace=get_traceparent(),
        )
        stored.add_event(JobEnqueued(job_id=stored.pk, job=stored.name, at=now))
        await work.jobs.create(stored)
