from collections.abc import Mapping
from uuid import UUID

import attrs

from application.jobs.list_jobs import ListJobs
from application.jobs.retry_dead_jobs import RetryDeadJobs
from application.jobs.retry_job import RetryJob
from domain.shared_kernel.actor import OPERATOR
from entrypoints.cli.options import read_options
from entrypoints.cli.progress import progress_bar
from entrypoints.schemas.context import SchemaContext
from entrypoints.schemas.jobs import JobBody, JobList, JobQuery


@attrs.frozen(eq=False, repr=False)
class JobService:
    """Background jobs, for the operator."""

    list_jobs: ListJobs
    retry_job: RetryJob
    retry_dead_jobs: RetryDeadJobs
    context: SchemaContext

    async def search(self, typed: Mapping[str, object]) -> JobList:
        """Returns the page that the options ask for. Raises ``ValidationException`` for a bad option."""
        query = read_options(JobQuery, typed, self.context)
        listed = await self.list_jobs(query.search(), query.paging())
        return JobList.of(listed, JobBody.of, query, self.context.cursors)

    async def retry(self, job_id: UUID) -> None:
        """Makes a dead job due again. Raises ``NotFoundException`` or ``JobNotDead``."""
        await self.retry_job(job_id, by=OPERATOR)

    async def retry_dead(self, name: str | None) -> int:
        """Returns the number of dead jobs that were made due again; shows a progress bar."""
        with progress_bar("Retrying") as advance:
            return await self.retry_dead_jobs(name, advance)
