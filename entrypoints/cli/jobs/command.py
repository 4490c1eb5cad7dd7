"""``cortex jobs``: background jobs."""

from uuid import UUID

from cyclopts import App

from domain.jobs.stored_job import JobStatus
from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.cli.exit_codes import WrongUsage
from entrypoints.cli.groups import OPERATE
from entrypoints.cli.jobs.service import JobService
from entrypoints.cli.options import After, Limit
from entrypoints.cli.output import Json, as_page, instant, print_result
from entrypoints.cli.service import RunInService
from entrypoints.schemas.jobs import JobBody

_TITLES = ("ID", "NAME", "STATUS", "ATTEMPTS", "RUN AT", "LAST ERROR")

GIVE_ID = _("Give the id of a job, or --all-dead with or without --name.")
RETRIED = _("{id} is tried again.")
RETRIED_ALL = _("Jobs that are tried again: {count}")


def add_jobs(app: App, run_in_service: RunInService[JobService]) -> None:
    """Adds the commands below ``jobs``."""
    jobs = App(name="jobs", help="List background jobs, and retry dead ones.", group=OPERATE)

    @jobs.command(name="list")
    def show(
        *,
        status: JobStatus | None = None,
        name: str | None = None,
        limit: Limit = 20,
        after: After = None,
        json: Json = False,
    ) -> None:
        """List jobs, newest first.

        Parameters
        ----------
        status
            Only jobs with this status; dead ones have failed at every attempt.
        name
            Only jobs of this name, for example send_mail.
        limit
            Show at most this many.
        after
            `next` of the previous page.
        """
        typed = {"status": status and status.value, "name": name, "limit": str(limit), "after": after}
        found = run_in_service(lambda service: service.search(typed))
        print_result(as_page(_TITLES, [_cells(job) for job in found.items], found), found, json=json)

    @jobs.command
    def retry(
        job_id: UUID | None = None, /, *, all_dead: bool = False, name: str | None = None, json: Json = False
    ) -> None:
        """Retry a dead job, or all of them.

        Parameters
        ----------
        job_id
            Id of the job.
        all_dead
            Retry all dead jobs; takes the place of an id.
        name
            With --all-dead: only jobs of this name, for example send_mail.
        """
        if (job_id is None) is not all_dead or (name is not None and not all_dead):
            raise WrongUsage(GIVE_ID)
        if job_id is not None:
            run_in_service(lambda service: service.retry(job_id))
            print_result(RETRIED.bind({"id": job_id}), {"id": str(job_id)}, json=json)
        else:
            retried = run_in_service(lambda service: service.retry_dead(name))
            print_result(RETRIED_ALL.bind({"count": retried}), {"retried": retried}, json=json)

    app.command(jobs)


def _cells(job: JobBody) -> tuple[str, ...]:
    said = (job.last_error or "-").partition("\n")[0]
    return (str(job.id), job.name, job.status.value, str(job.attempts), instant(job.run_at), said)
