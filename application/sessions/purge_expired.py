import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import attrs

from application.jobs.services.enqueue import Enqueue
from application.jobs.services.job import Job
from application.jobs.services.job_handler import Effect, JobHandler
from application.ports.clock import Clock
from application.ports.token_store import TokenStore
from application.ports.unit_of_work import BeginWork, UnitOfWork
from application.retry import retry_lost_race
from domain.accounts.one_time_token import OneTimeToken
from domain.jobs.stored_job import JobStatus, StoredJob

BATCH = 500
"""Rows that are removed in one transaction."""
RETENTION = timedelta(days=7)
"""The time for which done jobs and ended links can still be queried."""
DEAD_JOB_RETENTION = timedelta(days=90)
"""The default time for which dead jobs are kept."""
MAX_DURATION = timedelta(seconds=30)
"""The time after which a purge ends; another job, which follows at once, continues it."""
PAUSE_SECONDS = 0.005
"""A pause between two batches, for other writers."""


@attrs.frozen
class PurgeExpiredJob(Job):
    """Removes expired sessions, old links, and old jobs that are done or dead."""

    name = "purge"


@attrs.frozen
class PurgeExpired(JobHandler[PurgeExpiredJob]):
    """Removes rows in small batches, each in a transaction of its own, until nothing is left."""

    begin: BeginWork
    store: TokenStore
    clock: Clock
    enqueue: Enqueue
    dead_job_retention: timedelta = DEAD_JOB_RETENTION
    max_duration: timedelta = MAX_DURATION

    async def __call__(self, job: PurgeExpiredJob) -> Effect | None:
        until = self.clock.now() + self.max_duration
        for step in (self._remove_sessions, self._remove_links, self._remove_done_jobs, self._remove_dead_jobs):
            if not await self._repeat(step, until):
                return self._enqueue_next
        return None

    async def _repeat(self, step: Callable[[], Awaitable[int]], until: datetime) -> bool:
        """Returns whether nothing is left for this step."""
        while await step() == BATCH:
            if self.clock.now() >= until:
                return False
            await asyncio.sleep(PAUSE_SECONDS)
        return True

    async def _enqueue_next(self, work: UnitOfWork) -> None:
        await self.enqueue(work, PurgeExpiredJob())

    async def _remove_sessions(self) -> int:
        return await self.store.remove_expired(BATCH)

    @retry_lost_race
    async def _remove_links(self) -> int:
        over = OneTimeToken.expires_at < self.clock.now() - RETENTION
        async with self.begin() as work:
            removed = await work.one_time_tokens.delete_first(over, sort=OneTimeToken.expires_at.asc(), limit=BATCH)
            await work.commit()
        return removed

    async def _remove_done_jobs(self) -> int:
        return await self._remove_jobs(JobStatus.DONE, RETENTION)

    async def _remove_dead_jobs(self) -> int:
        return await self._remove_jobs(JobStatus.DEAD, self.dead_job_retention)

    @retry_lost_race
    async def _remove_jobs(self, status: JobStatus, retention: timedelta) -> int:
        over = (StoredJob.status == status) & (StoredJob.created_at < self.clock.now() - retention)
        async with self.begin() as work:
            removed = await work.jobs.delete_first(over, sort=StoredJob.created_at.asc(), limit=BATCH)
            await work.commit()
        return removed
