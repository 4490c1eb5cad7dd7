from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import attrs

from application.jobs.services.enqueue import Enqueue
from application.jobs.services.job import Job
from application.jobs.services.retention import RETENTION
from application.ports.clock import Clock
from application.ports.unit_of_work import BeginWork
from domain.jobs.errors import JobAlreadyThere

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@attrs.frozen
class Periodic:
    """A job that is run once in every period of length ``every``, counted from 1970-01-01 UTC. Raises ``ValueError``
    for a period that is longer than done jobs are kept, by which it is known that it was run."""

    job: Job
    every: timedelta = attrs.field(validator=attrs.validators.le(RETENTION))

    def key(self, now: datetime) -> str:
        """Returns the unique key of the current period: only one job can have it, however many processes try."""
        return f"{self.job.name}:{(now - EPOCH) // self.every}"


@attrs.define
class Schedule:
    """Enqueues periodic jobs, each once a period."""

    begin: BeginWork
    enqueue: Enqueue
    clock: Clock
    periodic: Sequence[Periodic]
    _known: set[str] = attrs.field(factory=set, init=False)

    async def __call__(self) -> None:
        now = self.clock.now()
        keys = {entry.key(now): entry.job for entry in self.periodic}
        for key, job in keys.items():
            if key not in self._known:
                await self._enqueue_once(job, key)
        self._known = set(keys)

    async def _enqueue_once(self, job: Job, key: str) -> None:
        try:
            async with self.begin() as work:
                await self.enqueue(work, job, key=key)
                await work.commit()
        except JobAlreadyThere:
            return
