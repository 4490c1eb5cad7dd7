from collections.abc import Awaitable, Callable, Sequence

import attrs

from application.jobs.count_jobs import CountJobs
from domain.jobs.stored_job import JobStatus
from domain.shared_kernel.errors import ServiceUnavailableException
from domain.shared_kernel.messages import Sentence, lazy_ngettext
from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.cli.doctor.finding import Finding, Mark

DUE_SECONDS = 60.0
"""A job that is due for longer should have started."""
CURRENT = _("The database is up to date ({revision}).")
EMPTY = _("The database is empty: cortex migrate, or the first start, fills it.")
OLDER = _("The database is at {stored}, this release wants {newest}.")
MIGRATE = _("cortex migrate; serve and worker do so when they start.")
WAITING = lazy_ngettext(
    "A job has been waiting for {number} minute.", "A job has been waiting for {number} minutes.", "number"
)
WORKERS = _("Does cortex serve run, and with a broker cortex worker?")
DEAD = _("Failed for good: {number}.")
DEAD_CURE = _("cortex jobs list --status dead says why; cortex jobs retry ID has one tried again.")
ALL_WELL = _("None has failed for good, none waits for long.")


@attrs.frozen(eq=False, repr=False)
class SchemaCheck:
    """Checks that the tables are those of this release, and that jobs are executed. ``describe_newer`` takes the stored
    and the known revision, and returns the sentence about a database of a newer release. A database that cannot be
    reached is left to another check."""

    revisions: Callable[[], Awaitable[tuple[str | None, str]]]
    count_jobs: CountJobs
    describe_newer: Callable[[str, str], Sentence]
    about: str = "migrations"

    async def __call__(self) -> Sequence[Finding]:
        """Returns a finding on the tables, and one on the jobs if the tables are up to date."""
        try:
            stored, newest = await self.revisions()
        except ServiceUnavailableException:
            return []
        if stored == newest:
            return [Finding(self.about, Mark.OK, CURRENT.bind({"revision": newest})), await self._jobs()]
        if stored is None:
            return [Finding(self.about, Mark.NOTE, EMPTY)]
        if stored > newest:
            return [Finding(self.about, Mark.FAILURE, self.describe_newer(stored, newest))]
        return [Finding(self.about, Mark.WARNING, OLDER.bind({"stored": stored, "newest": newest}), MIGRATE)]

    async def _jobs(self) -> Finding:
        figures = await self.count_jobs()
        dead, due = figures.by_status[JobStatus.DEAD], figures.oldest_due.total_seconds()
        if due > DUE_SECONDS:
            return Finding("jobs", Mark.WARNING, WAITING.bind({"number": round(due / 60)}), WORKERS)
        if dead:
            return Finding("jobs", Mark.WARNING, DEAD.bind({"number": dead}), DEAD_CURE)
        return Finding("jobs", Mark.OK, ALL_WELL)
