"""Jobs as JSON."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BeforeValidator

from application.jobs.list_jobs import JobSearch
from domain.jobs.stored_job import JobStatus, StoredJob
from domain.shared_kernel.sorting import Sort
from entrypoints.schemas.base import Schema
from entrypoints.schemas.fields import Maybe
from entrypoints.schemas.listing import Listing, ListQuery
from entrypoints.schemas.listing_fields import SortBy
from entrypoints.schemas.query_fields import JobName
from entrypoints.schemas.text import choice_of


class JobBody(Schema):
    """``last_error`` says why the last attempt failed; ``run_at`` is when the next one may begin."""

    id: UUID
    name: str
    status: JobStatus
    attempts: int
    last_error: str | None
    created_at: datetime
    run_at: datetime

    @classmethod
    def of(cls, job: StoredJob) -> "JobBody":
        """Returns the job as JSON shows it."""
        return cls.of_trusted(
            id=job.pk,
            name=job.name,
            status=job.status,
            attempts=job.attempts,
            last_error=job.last_error,
            created_at=job.created_at,
            run_at=job.run_at,
        )


class JobList(Listing[JobBody]):
    """A page of jobs."""


class JobQuery(ListQuery):
    """Filters and order of a list of jobs."""

    sort: Annotated[Sort, SortBy("created_at")] = Sort("created_at", descending=True)
    status: Maybe[Annotated[JobStatus, BeforeValidator(choice_of(JobStatus))]] = None
    name: Maybe[JobName] = None

    def search(self) -> JobSearch:
        """Returns the filters of the query."""
        return JobSearch(status=self.status, name=self.name)
