"""``cortex jobs``: what is done in the background."""

import json as json_
from collections.abc import Sequence
from typing import Annotated, Protocol
from uuid import UUID

from cyclopts import App, Parameter
from cyclopts.validators import Number

from application.jobs.list_jobs import JobSearch
from domain.jobs.stored_job import JobStatus, StoredJob
from domain.shared_kernel.pagination import MAX_LIMIT
from entrypoints.cli.table import as_columns

_TITLES = ("ID", "NAME", "STATUS", "ATTEMPTS", "RUN AT", "LAST ERROR")
Limit = Annotated[int, Parameter(validator=Number(gte=1, lte=MAX_LIMIT))]


class JobDesk(Protocol):
    """Where jobs can be asked about."""

    def list_jobs(self, search: JobSearch, limit: int) -> Sequence[StoredJob]: ...

    def retry_job(self, job_id: UUID) -> None: ...


def add_jobs(app: App, desk: JobDesk) -> App:
    """Gives the command line the commands that look after jobs."""
    jobs = App(name="jobs", help="Look at jobs, and have those tried again that have failed for good.")

    @jobs.command(name="list")
    def show(
        *,
        status: JobStatus | None = None,
        name: str | None = None,
        limit: Limit = 20,
        json: Annotated[bool, Parameter(negative="")] = False,
    ) -> None:
        """Show jobs, the newest first.

        Parameters
        ----------
        status
            Only those that wait, run, are done or have failed for good.
        name
            Only those of one kind, like send_mail.
        limit
            How many at most.
        json
            For programs.
        """
        found = desk.list_jobs(JobSearch(status=status, name=name), limit)
        print(_as_json(found) if json else as_columns(_TITLES, [_cells(job) for job in found]))

    @jobs.command
    def retry(job_id: UUID, /) -> None:
        """Have a job tried again that has failed for good.

        Parameters
        ----------
        job_id
            Its id.
        """
        desk.retry_job(job_id)
        print(f"{job_id} is tried again.")

    app.command(jobs)
    return app


def _values(job: StoredJob) -> tuple[str | int | None, ...]:
    return (str(job.pk), job.name, job.status.value, job.attempts, job.run_at.isoformat("T", "seconds"), job.last_error)


def _cells(job: StoredJob) -> list[str]:
    return ["-" if value is None else str(value).partition("\n")[0] for value in _values(job)]


def _as_json(jobs: Sequence[StoredJob]) -> str:
    members = [title.lower().replace(" ", "_") for title in _TITLES]
    return json_.dumps([dict(zip(members, _values(job), strict=True)) for job in jobs], indent=2)
