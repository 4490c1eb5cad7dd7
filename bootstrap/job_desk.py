"""The commands about jobs, each over a container of its own."""

from collections.abc import Sequence
from uuid import UUID

from application.jobs.list_jobs import JobSearch
from application.listing import Paging
from bootstrap.commands import run_in_container
from bootstrap.container import Container
from bootstrap.lifecycle import running
from domain.jobs.stored_job import StoredJob
from domain.shared_kernel.ordering import Order
from domain.shared_kernel.pagination import Total
from entrypoints.cli.jobs.command import JobDesk


class AssembledJobDesk(JobDesk):
    def list_jobs(self, search: JobSearch, limit: int) -> Sequence[StoredJob]:
        newest_first = Paging(order=Order("created_at", descending=True), limit=limit, total=Total.NONE)

        async def find(container: Container) -> Sequence[StoredJob]:
            async with running(container):
                listed = await container.jobs.list_jobs()(search, newest_first)
            items: Sequence[StoredJob] = listed.page.items
            return items

        return run_in_container(find)

    def retry_job(self, job_id: UUID) -> None:
        async def retry(container: Container) -> None:
            async with running(container):
                await container.jobs.retry_job()(job_id)

        run_in_container(retry)
