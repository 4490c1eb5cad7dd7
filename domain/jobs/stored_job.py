"""A job as it waits to be done, written in the transaction of the act that asks for it."""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

import attrs

from domain.jobs.errors import JobAlreadyThere, JobNotDead
from domain.jobs.events import JobDied, JobRevived
from domain.shared_kernel.entity import Entity
from domain.shared_kernel.fields import Field, field
from domain.shared_kernel.filters import Filter
from domain.shared_kernel.language import Language


class JobStatus(StrEnum):
    """``dead`` jobs failed as often as they may; staff can see and retry them."""

    PENDING = "pending"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"


WORKER_DIED = "its worker died"
WORKER_STOPPED = "its worker was told to stop"
SHARES = 1009
"""Into how many moments jobs of a dead worker are parted; prime, so that no two jobs meet again and again."""


@attrs.frozen
class JobPolicy:
    """How often and for how long a job is tried. A worker that does not renew its ``lease`` is taken for dead; a
    message that no worker has begun with after ``delivery_timeout`` is sent again. The delay before each further
    attempt doubles, from ``first_delay`` to ``longest_delay``."""

    max_attempts: int = 8
    time_limit: timedelta = timedelta(seconds=300)
    lease: timedelta = timedelta(seconds=30)
    delivery_timeout: timedelta = timedelta(seconds=3)
    first_delay: timedelta = timedelta(seconds=5)
    longest_delay: timedelta = timedelta(hours=1)

    def delay_after(self, attempts: int) -> timedelta:
        """How long to wait after this many attempts that failed."""
        doublings = min(attempts - 1, (self.longest_delay // self.first_delay).bit_length())
        return min(self.first_delay * (1 << doublings), self.longest_delay)

    def delivery_timeout_after(self, waited: timedelta) -> timedelta:
        """How long to wait until a message is repeated. It is rather the queue that is long where a job has waited for
        some time, so each repetition waits about twice as long, and at most a lease."""
        return min(max(self.delivery_timeout, waited), self.lease)

    def lasting(self, span: timedelta) -> "JobPolicy":
        """The same with as many attempts as lie between the first one and one at least ``span`` later, where each
        fails at once. Never fewer than this policy has."""
        attempts, elapsed = 1, timedelta(0)
        while elapsed < span:
            elapsed += self.delay_after(attempts)
            attempts += 1
        return attrs.evolve(self, max_attempts=max(attempts, self.max_attempts))


@attrs.frozen
class JobPolicies:
    """``mails`` holds for the jobs of the names in ``mail_jobs``, ``usual`` for all others."""

    usual: JobPolicy
    mails: JobPolicy
    mail_jobs: frozenset[str]

    def of(self, job: "StoredJob") -> JobPolicy:
        return self.mails if job.name in self.mail_jobs else self.usual


class StoredJob(Entity):
    """``arguments`` is a JSON object of ids and plain values, never of secrets. ``key`` is held by one job alone:
    that is how a periodic job exists once a period. The database counts attempts and leases, not the broker."""

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
    language: Field[Language] = field()
    request_id: Field[str] = field(max_length=128)
    trace: Field[str | None] = field(default=None, max_length=64)

    @staticmethod
    def due(now: datetime) -> Filter:
        """What waits to be begun, and what was begun by somebody who died."""
        unfinished = StoredJob.status.one_of([JobStatus.PENDING, JobStatus.RUNNING])
        free = StoredJob.leased_until.is_none() | (StoredJob.leased_until <= now)
        return unfinished & (StoredJob.run_at <= now) & free

    def hand_over(self, *, now: datetime, policy: JobPolicy) -> bool:
        """Leaves it to the broker for a while; whether it could be. One that was begun has lost its worker instead."""
        if self.status is JobStatus.RUNNING:
            self._lose_worker(now, policy)
            return False
        self.leased_until = now + policy.delivery_timeout_after(now - self.run_at)
        return True

    def take_back(self) -> None:
        """The broker did not take it."""
        if self.status is JobStatus.PENDING:
            self.leased_until = None

    def start(self, *, now: datetime, policy: JobPolicy) -> bool:
        """Begins an attempt, if it is time for one and nobody else is at it; whether it was begun."""
        if self.status is not JobStatus.PENDING or self.run_at > now:
            return False
        self.status = JobStatus.RUNNING
        self.attempts += 1
        self.keep(now=now, policy=policy)
        return True

    def keep(self, *, now: datetime, policy: JobPolicy) -> None:
        """Tells that the worker lives."""
        self.leased_until = now + policy.lease

    def is_attempt(self, attempts: int) -> bool:
        """Whether this attempt is still the one that counts."""
        return self.status is JobStatus.RUNNING and self.attempts == attempts

    def finish(self) -> None:
        self.status = JobStatus.DONE
        self.leased_until = None
        self.last_error = None

    def fail(self, error: str, *, now: datetime, policy: JobPolicy) -> None:
        """Tries again later, or gives up for good."""
        self._fail(error, now, policy, wait=policy.delay_after(self.attempts))

    def release(self, *, now: datetime, policy: JobPolicy) -> None:
        """Another worker may have it at once. It counts as an attempt: what was done may be half done."""
        self._fail(WORKER_STOPPED, now, policy, wait=timedelta(0))

    def _lose_worker(self, now: datetime, policy: JobPolicy) -> None:
        """Of the jobs that died together one may have killed the others. Each comes back at a moment of its own, so
        that the culprit is soon alone and the others are not counted out with it."""
        share = self.pk.int * self.attempts % SHARES / SHARES
        self._fail(WORKER_DIED, now, policy, wait=policy.delay_after(self.attempts) * share)

    def _fail(self, error: str, now: datetime, policy: JobPolicy, *, wait: timedelta) -> None:
        self.last_error = error
        self.leased_until = None
        if self.attempts < policy.max_attempts:
            self.status = JobStatus.PENDING
            self.run_at = now + wait
        else:
            self.status = JobStatus.DEAD
            self.add_event(JobDied(job_id=self.pk, job=self.name, at=now))

    def revive(self, now: datetime) -> None:
        """Begins anew with all of its attempts. Raises ``JobNotDead``."""
        if self.status is not JobStatus.DEAD:
            raise JobNotDead
        self.status = JobStatus.PENDING
        self.attempts = 0
        self.run_at = now
        self.add_event(JobRevived(job_id=self.pk, job=self.name, at=now))
