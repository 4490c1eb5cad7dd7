from collections.abc import Awaitable, Callable, Sequence

import attrs

from application.jobs.count_jobs import CountJobs
from domain.jobs.stored_job import JobStatus
from domain.shared_kernel.errors import ServiceUnavailableException
from entrypoints.cli.doctor.finding import Finding, Mark

DUE_SECONDS = 60.0
"""A job that is due for longer should have started."""


@attrs.frozen
class SchemaCheck:
    """Checks that the tables are those of this release, and that jobs are executed. ``describe_newer`` takes the stored
    and the known revision, and returns the sentence about a database of a newer release. A database that cannot be
    reached is left to another check."""

    revisions: Callable[[], Awaitable[tuple[str | None, str]]]
    count_jobs: CountJobs
    describe_newer: Callable[[str, str], str]
    about: str = "migrations"

    async def __call__(self) -> Sequence[Finding]:
        """Returns a finding on the tables, and one on the jobs if the tables are up to date."""
        try:
            stored, newest = await self.revisions()
        except ServiceUnavailableException:
            return []
        if stored == newest:
            return [Finding(self.about, Mark.OK, f"The database is up to date ({newest})."), await self._jobs()]
        if stored is None:
            return [
                Finding(self.about, Mark.NOTE, "The database is empty: cortex migrate, or the first start, fills it.")
            ]
        if stored > newest:
            return [Finding(self.about, Mark.FAILURE, self.describe_newer(stored, newest))]
        detail = f"The database is at {stored}, this release wants {newest}."
        return [Finding(self.about, Mark.WARNING, detail, "cortex migrate; serve and worker do so when they start.")]

    async def _jobs(self) -> Finding:
        figures = await self.count_jobs()
        dead, due = figures.by_status[JobStatus.DEAD], figures.oldest_due.total_seconds()
        if due > DUE_SECONDS:
            detail = f"A job has been waiting for {due / 60:.0f} minutes."
            return Finding("jobs", Mark.WARNING, detail, "Does cortex serve run, and with a broker cortex worker?")
        if dead:
            cure = "cortex jobs list --status dead says why; cortex jobs retry ID has one tried again."
            return Finding("jobs", Mark.WARNING, f"Failed for good: {dead}.", cure)
        return Finding("jobs", Mark.OK, "None has failed for good, none waits for long.")
