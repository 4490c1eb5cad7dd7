"""A job in the outbox: a row that is written in the transaction of the act that asks for it."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from domain.jobs.errors import JobAlreadyThere, JobNotDead
from domain.jobs.events import JobDied, JobRevived
from domain.jobs.job_policy import JobPolicy
from domain.shared_kernel.actor import Actor
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.fields import Field, field
from domain.shared_kernel.filters import FilterOf
from domain.shared_kernel.language import MAX_TAG_LENGTH, Language


class JobStatus(StrEnum):
    """``dead`` jobs failed as often as they may; staff can see and retry them."""

    PENDING = "pending"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"


WORKER_DIED = "the worker died"
WORKER_STOPPED = "the worker was stopped"
RETRY_SLOTS = 1009
"""The number of moments among which the jobs of a dead worker are spread; a prime, so that two jobs do not meet
repeatedly."""


class StoredJob(Entity):
    """A job with its progress. ``arguments`` is a JSON object of ids and plain values, never of secrets. ``key`` is
    unique, so that a periodic job exists once a period. The database counts attempts and leases, not the broker."""

    table_name = "stored_jobs"

    pk: Field[UUID] = field()  # type: ignore[assignment]  # known to the message before the row is stored
    name: Field[str] = field(max_length=100)
    arguments: Field[str] = field()
    status: Field[JobStatus] = field(default=JobStatus.PENDING, index=True)
    attempts: Field[int] = field(default=0)
    created_at: Field[datetime] = field(index=True)
    run_at: Field[datetime] = field()
    leased_until: Field[datetime | None] = field(default=None)
    last_error: Field[str | None] = field(default=None)
    key: Field[str | None] = field(default=None, max_length=200, unique=JobAlreadyThere)
    language: Field[Language] = field(max_length=MAX_TAG_LENGTH)
    request_id: Field[str] = field(max_length=128)
    trace: Field[str | None] = field(default=None, max_length=64)

    @staticmethod
    def due(now: datetime, *, takes_over: bool = True) -> "FilterOf[StoredJob]":
        """Returns the filter for jobs that wait to be started and, if the caller ``takes_over``, for started ones whose
        lease has run out."""
        unfinished = StoredJob.status.one_of([JobStatus.PENDING, *([JobStatus.RUNNING] if takes_over else [])])
        free = StoredJob.leased_until.is_none() | (StoredJob.leased_until <= now)
        return unfinished & (StoredJob.run_at <= now) & free

    def hand_over(self, *, now: datetime, policy: JobPolicy) -> bool:
        """Leases a pending job to the broker and returns ``True``. A running job has lost its worker: it fails an
        attempt, and ``False`` is returned."""
        if self.status is JobStatus.RUNNING:
            self._lose_worker(now, policy)
            return False
        self.leased_until = now + policy.delivery_timeout_after(now - self.run_at)
        return True

    def take_back(self) -> None:
        """Ends the lease of a job that the broker did not take."""
        if self.status is JobStatus.PENDING:
            self.leased_until = None

    def start(self, *, now: datetime, policy: JobPolicy) -> bool:
        """Starts an attempt and returns ``True``, or ``False`` if the job is not pending or not yet due."""
        if self.status is not JobStatus.PENDING or self.run_at > now:
            return False
        self.attempts += 1
        self.renew_lease(now=now, policy=policy)
        return True

    def renew_lease(self, *, now: datetime, policy: JobPolicy) -> None:
        """Extends the lease of a worker that is alive, also of one whose attempt was given up."""
        self.status = JobStatus.RUNNING
        self.leased_until = now + policy.lease

    def is_current_attempt(self, attempts: int) -> bool:
        """Returns whether the job is unfinished and this is the number of its latest attempt. An attempt that was given
        up, as its lease had run out, is the current one until another begins: its worker was alive after all."""
        return self.attempts == attempts and self.status in {JobStatus.RUNNING, JobStatus.PENDING}

    def finish(self) -> None:
        """Marks the job as done."""
        self.status = JobStatus.DONE
        self.leased_until = None
        self.last_error = None

    def fail(self, error: str, *, now: datetime, policy: JobPolicy) -> None:
        """Ends a failed attempt: the job waits for the next one, or is dead if it was the last."""
        self._fail(error, now, policy, wait=policy.delay_after(self.attempts))

    def release(self, *, now: datetime, policy: JobPolicy) -> None:
        """Ends an attempt that was interrupted, so that another worker may start at once. It counts as an attempt, as
        its work may be half done."""
        self._fail(WORKER_STOPPED, now, policy, wait=timedelta(0))

    def _lose_worker(self, now: datetime, policy: JobPolicy) -> None:
        """Gives up the attempt of a worker that seems dead. One of the jobs that died together may have killed the
        others: each comes back at a moment of its own, so that this job is soon alone and the others do not use up
        their attempts with it. None comes back before a tenth of the usual delay: new jobs are done meanwhile, and a
        worker that is alive after all takes its job back."""
        share = self.pk.int * self.attempts % RETRY_SLOTS / RETRY_SLOTS
        self._fail(WORKER_DIED, now, policy, wait=policy.delay_after(self.attempts) * (1 + 9 * share) / 10)

    def _fail(self, error: str, now: datetime, policy: JobPolicy, *, wait: timedelta) -> None:
        self.last_error = error
        self.leased_until = None
        if self.attempts < policy.max_attempts:
            self.status = JobStatus.PENDING
            self.run_at = now + wait
        else:
            self.status = JobStatus.DEAD
            self.add_event(JobDied(job_id=self.pk, job=self.name, at=now))

    def revive(self, now: datetime, *, by: Actor) -> None:
        """Makes a dead job pending again with all of its attempts. Raises ``JobNotDead``."""
        if self.status is not JobStatus.DEAD:
            raise JobNotDead
        self.status = JobStatus.PENDING
        self.attempts = 0
        self.run_at = now
        self.add_event(JobRevived(job_id=self.pk, job=self.name, by=by, at=now))
