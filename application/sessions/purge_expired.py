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
KEPT = timedelta(days=7)
"""How long done jobs and links that are over can still be asked about."""
DEAD_KEPT = timedelta(days=90)
"""The same for jobs that failed for good, unless somebody says otherwise."""
MOST_TIME = timedelta(seconds=30)
"""How long one purge goes on; what is left then is for the next, which follows at once."""
PAUSE_SECONDS = 0.005
"""Between two steps, for others who wait to write."""


@attrs.frozen
class PurgeExpiredJob(Job):
    """Forgets what is over: expired sessions, old links, and jobs that are done or were dead for long."""

    name = "purge"


@attrs.frozen
class PurgeExpired(JobHandler[PurgeExpiredJob]):
    """Works in small steps, each a transaction of its own, until nothing is left."""

    begin: BeginWork
    store: TokenStore
    clock: Clock
    enqueue: Enqueue
    dead_kept: timedelta = DEAD_KEPT
    most_time: timedelta = MOST_TIME

    async def __call__(self, job: PurgeExpiredJob) -> Effect | None:
        until = self.clock.now() + self.most_time
        for step in (self._forget_sessions, self._forget_links, self._forget_done, self._forget_dead):
            if not await self._repeat(step, until):
                return self._go_on
        return None

    async def _repeat(self, step: Callable[[], Awaitable[int]], until: datetime) -> bool:
        """Whether it came to an end."""
        while await step() == BATCH:
            if self.clock.now() >= until:
                return False
            await asyncio.sleep(PAUSE_SECONDS)
        return True

    async def _go_on(self, work: UnitOfWork) -> None:
        await self.enqueue(work, PurgeExpiredJob())

    async def _forget_sessions(self) -> int:
        return await self.store.remove_expired(BATCH)

    @retry_lost_race
    async def _forget_links(self) -> int:
        over = OneTimeToken.expires_at < self.clock.now() - KEPT
        async with self.begin() as work:
            forgotten = await work.one_time_tokens.delete_first(over, sort=OneTimeToken.expires_at.asc(), limit=BATCH)
            await work.commit()
        return forgotten

    async def _forget_done(self) -> int:
        return await self._forget_jobs(JobStatus.DONE, KEPT)

    async def _forget_dead(self) -> int:
        return await self._forget_jobs(JobStatus.DEAD, self.dead_kept)

    @retry_lost_race
    async def _forget_jobs(self, status: JobStatus, kept: timedelta) -> int:
        over = (StoredJob.status == status) & (StoredJob.created_at < self.clock.now() - kept)
        async with self.begin() as work:
            forgotten = await work.jobs.delete_first(over, sort=StoredJob.created_at.asc(), limit=BATCH)
            await work.commit()
        return forgotten
