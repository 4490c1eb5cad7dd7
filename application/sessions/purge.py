from datetime import timedelta
from typing import TypeVar

import attrs

from application.jobs.handler import Effect, JobHandler
from application.jobs.job import Job
from application.ports.clock import Clock
from application.ports.repository import Repository
from application.ports.token_store import TokenStore
from application.ports.unit_of_work import UnitOfWork
from domain.accounts.one_time_token import OneTimeToken
from domain.jobs.stored_job import JobStatus, StoredJob
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.filters import Filter

E = TypeVar("E", bound=Entity)

BATCH = 500
KEPT = timedelta(days=7)
"""How long done jobs and links that are over can still be asked about."""


@attrs.frozen
class Purge(Job):
    """Forgets what is over: expired sessions, old links and done jobs."""


@attrs.frozen
class PurgeWhatIsOver(JobHandler[Purge]):
    store: TokenStore
    clock: Clock

    async def __call__(self, job: Purge) -> Effect | None:
        while await self.store.remove_expired(BATCH) == BATCH:
            pass
        return self._purge_rows

    async def _purge_rows(self, work: UnitOfWork) -> None:
        before = self.clock.now() - KEPT
        await _delete(work.one_time_tokens, OneTimeToken.expires_at < before)
        await _delete(work.jobs, (StoredJob.status == JobStatus.DONE) & (StoredJob.created_at < before))


async def _delete(repository: Repository[E], over: Filter) -> None:
    page = await repository.paginate(over, limit=BATCH, counted=False)
    for entity in page.items:
        await repository.delete(entity)
