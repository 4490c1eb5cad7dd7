"""Jobs about a person, as an export shows them."""

from datetime import datetime
from uuid import UUID

from domain.jobs.stored_job import JobStatus, StoredJob
from entrypoints.schemas.base import Schema
from entrypoints.schemas.export.form import ExportMember


class JobExport(Schema):
    """Something that was done for the person, such as a mail, or is about to be."""

    id: UUID
    name: str
    arguments: str
    status: JobStatus
    created_at: datetime

    @classmethod
    def of(cls, job: StoredJob) -> "JobExport":
        """Returns the job as the export shows it."""
        return cls.model_construct(
            id=job.pk, name=job.name, arguments=job.arguments, status=job.status, created_at=job.created_at
        )


JOBS = ExportMember(name="jobs", body=JobExport, of=lambda job, _: JobExport.of(job))
