"""Workers that do not look at the storage while there is nothing to find."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from adapters.persistence.memory.database import NO_ROWS, MemoryDatabase, Row
from application.jobs.services.wakeup import Wakeup
from application.ports.clock import Clock
from domain.jobs.stored_job import JobStatus, StoredJob

_UNFINISHED = (JobStatus.PENDING, JobStatus.RUNNING)
_LONGEST = timedelta(minutes=30)
"""After which a worker looks in any case: a period may have begun."""


class QuietWakeup(Wakeup):
    """Lets a worker wait on if its next look would find nothing. A look that finds nothing has no effect, but a day
    consists of little else."""

    def __init__(self, database: MemoryDatabase, clock: Clock) -> None:
        super().__init__()
        self._database = database
        self._clock = clock
        self._seen: Mapping[object, Row] | None = None
        self._next: datetime | None = None

    async def wait(self, seconds: float) -> None:
        """Returns after ``wake``, or at a multiple of ``seconds`` at which a job is due."""
        until = self._clock.now() + _LONGEST
        while not await self.wait_or_wake(seconds):
            now, due = self._clock.now(), self._next_due()
            if now >= until or (due is not None and due <= now):
                return

    def _next_due(self) -> datetime | None:
        """Returns when the next job is due. It is computed anew only after a job has changed."""
        rows = self._database.tables.get(StoredJob, NO_ROWS)
        if rows is not self._seen:
            self._seen = rows
            self._next = min((_due(row) for row in rows.values() if row.values["status"] in _UNFINISHED), default=None)
        return self._next


def _due(row: Row) -> datetime:
    run_at: datetime = row.values["run_at"]
    leased_until: datetime | None = row.values["leased_until"]
    return run_at if leased_until is None else max(run_at, leased_until)
