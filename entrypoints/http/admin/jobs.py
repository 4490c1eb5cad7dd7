"""``/admin/jobs``."""

import attrs

from application.jobs.list_jobs import ListJobs
from application.jobs.retry_job import RetryJob
from domain.access.service_permission import ServicePermission
from domain.jobs.errors import JobNotDead
from domain.shared_kernel.errors import NotFoundException
from entrypoints.http.kit.endpoint import endpoint
from entrypoints.http.kit.request import EndpointRequest, EndpointResponse, QueryRequest
from entrypoints.schemas.cursors import Cursors
from entrypoints.schemas.jobs import JobBody, JobList, JobQuery


@attrs.frozen(eq=False, repr=False)
class JobHandlers:
    """List background jobs, and retry dead ones."""

    list_jobs: ListJobs
    retry_job: RetryJob
    cursors: Cursors

    @endpoint(
        operation_id="list_jobs",
        summary="Which jobs wait, run, are done or failed for good",
        requires=ServicePermission.JOBS_READ,
        query=JobQuery,
        answer=JobList,
    )
    async def search(self, request: QueryRequest[JobQuery]) -> EndpointResponse:
        """Returns a page of jobs."""
        query = request.query
        listed = await self.list_jobs(query.search(), query.paging())
        return EndpointResponse(JobList.of(listed, JobBody.of, query, self.cursors))

    @endpoint(
        operation_id="retry_job",
        summary="Have a job tried again that has failed for good",
        requires=ServicePermission.JOBS_RETRY,
        status=202,
        errors=(NotFoundException, JobNotDead),
    )
    async def retry(self, request: EndpointRequest[None]) -> EndpointResponse:
        """Makes a dead job due again."""
        await self.retry_job(request.path["id"], by=request.principal.user.pk)
        return EndpointResponse()
