"""The jobs about people."""

from collections.abc import Sequence
from uuid import UUID

from application.personal_data import PersonalData
from application.ports.unit_of_work import Repositories, UnitOfWork
from domain.jobs.stored_job import JobStatus, StoredJob

ENDED = (JobStatus.DONE, JobStatus.DEAD)


async def _jobs_about(work: Repositories, user_id: UUID) -> Sequence[StoredJob]:
    return await work.jobs.select_about(user_id)


async def _erase_ended(work: UnitOfWork, user_id: UUID) -> None:
    """Leaves jobs that are still to be done, such as the removal of the sessions: they hold an id and no more, and are
    purged when they are done."""
    for job in await work.jobs.select_about(user_id):
        if job.status in ENDED:
            await work.jobs.delete(job)


JOBS = PersonalData(
    name="jobs",
    entity=StoredJob,
    withheld={
        "attempts": "the progress of the job",
        "run_at": "the progress of the job",
        "leased_until": "the progress of the job",
        "last_error": "the words of the service to its operator",
        "key": "made of the name and the arguments",
        "language": "that of the request, or of the account",
        "request_id": "made for the log of the service",
        "trace": "made for the log of the service",
    },
    read=_jobs_about,
    erase=_erase_ended,
)
