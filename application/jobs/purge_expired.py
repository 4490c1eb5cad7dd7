import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import attrs

from application.jobs.services.enqueue import Enqueue
from application.jobs.services.job import Job
from application.jobs.services.job_handler import Effect, JobHandler
from application.jobs.services.retention import Retention
from application.ports.clock import Clock
from application.ports.unit_of_work import UnitOfWork

BATCH = 500
"""Rows that are removed in one transaction."""
MAX_DURATION = timedelta(seconds=30)
"""The time after which a purge ends; another job, which follows at once, continues it."""
PAUSE_SECONDS = 0.005
"""A pause between two batches, for other writers."""


@attrs.frozen
class PurgeExpiredJob(Job):
    """Removes what the domains keep for a time only, such as expired sessions, old links, and old jobs."""

    name = "purge"


@attrs.frozen(eq=False, repr=False)
class PurgeExpired(JobHandler[PurgeExpiredJob]):
    """Removes rows in small batches, each in a transaction of its own, until nothing is left of any of
    ``retentions``."""

    retentions: Sequence[Retention]
    clock: Clock
    enqueue: Enqueue
    max_duration: timedelta = MAX_DURATION

    async def __call__(self, job: PurgeExpiredJob) -> Effect | None:
        until = self.clock.now() + self.max_duration
        for retention in self.retentions:
            if not await self._repeat(retention, until):
                return self._enqueue_next
        return None

    async def _repeat(self, retention: Retention, until: datetime) -> bool:
        """Returns whether nothing is left of this retention."""
        while await retention.remove(BATCH) == BATCH:
            if self.clock.now() >= until:
                return False
            await asyncio.sleep(PAUSE_SECONDS)
        return True

    async def _enqueue_next(self, work: UnitOfWork) -> None:
        await self.enqueue(work, PurgeExpiredJob())
