from collections.abc import Mapping
from uuid import UUID

import attrs

from application.jobs.list_jobs import ListJobs
from application.jobs.retry_dead_jobs import RetryDeadJobs
from application.jobs.retry_job import RetryJob
from entrypoints.cli.options import read_options
from entrypoints.cli.progress import progress_bar
from entrypoints.schemas.context import SchemaContext
from entrypoints.schemas.jobs import JobBody, JobList, JobQuery


@attrs.frozen
class JobService:
    """What is done in the background, for the operator."""

    listing: ListJobs
    retrying: RetryJob
    retrying_dead: RetryDeadJobs
    context: SchemaContext

    async def search(self, typed: Mapping[str, object]) -> JobList:
        query = read_options(JobQuery, typed, self.context)
        listed = await self.listing(query.search(), query.paging())
        return JobList.of(listed, JobBody.of, query, self.context.cursors)

    async def retry(self, job_id: UUID) -> None:
        await self.retrying(job_id)

    async def retry_dead(self, name: str | None) -> int:
        """How many are tried again; a bar shows them on a terminal."""
        with progress_bar("Retrying") as advance:
            return await self.retrying_dead(name, advance)
