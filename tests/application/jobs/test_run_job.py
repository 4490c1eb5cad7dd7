import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID

import attrs
import pytest

from adapters.meter.prometheus import PrometheusMeter
from adapters.tracer.null import NullTracer
from application.jobs.run_job import RunJob
from application.jobs.services.job import Job
from application.jobs.services.job_handler import Effect, JobHandler
from application.jobs.services.job_registry import JobRegistry
from application.jobs.services.lease import Leases
from application.ports.unit_of_work import UnitOfWork
from domain.accounts.user import User
from domain.jobs.job_policy import JobPolicies, JobPolicy
from domain.jobs.stored_job import WORKER_STOPPED, JobStatus, StoredJob
from domain.shared_kernel.errors import ServiceUnavailableException
from tests.support.memory_ports import MemoryPorts

POLICY = JobPolicy(max_attempts=2)
Run = Callable[[UUID], Awaitable[None]]


@attrs.frozen
class PromoteJob(Job):
    """Makes a user a member of staff, in the transaction that marks the job as done."""

    name = "promote"

    user_id: str


@attrs.define
class Promote(JobHandler[PromoteJob]):
    """Raises ``error``, if there is one, before it returns its effect; the database is away for the first ``absences``
    times that this is to be stored."""

    error: BaseException | None = None
    absences: int = 0
    performed: int = 0

    async def __call__(self, job: PromoteJob) -> Effect | None:
        self.performed += 1
        if self.error:
            raise self.error

        async def promote(work: UnitOfWork) -> None:
            if self.absences:
                self.absences -= 1
                raise ServiceUnavailableException
            [user] = await work.users.select_all()
            await work.users.update(user, is_staff=True)

        return promote


@pytest.fixture
def promote() -> Promote:
    return Promote()


@pytest.fixture
def run_job(memory: MemoryPorts, promote: Promote) -> Run:
    leases, policies = Leases(memory.begin, memory.clock, POLICY), JobPolicies(POLICY, POLICY, frozenset())
    registry = JobRegistry({PromoteJob: promote})
    use_case = RunJob(
        memory.begin, memory.clock, registry, leases, PrometheusMeter({}), NullTracer(), policies, pause=timedelta(0)
    )

    async def in_a_task(job_id: UUID) -> None:
        """A task has a request context of its own, so that no other test sees what the job sets in it."""
        await asyncio.create_task(use_case(job_id))

    return in_a_task


async def a_job(memory: MemoryPorts, **values: object) -> tuple[User, StoredJob]:
    ada = await memory.add_user(password=None)
    job = await memory.add_job(name="promote", arguments=PromoteJob(str(ada.pk)).arguments(), **values)
    return ada, job


async def test_run_job_stores_the_effect_and_marks_the_job_as_done(memory: MemoryPorts, run_job: Run) -> None:
    ada, job = await a_job(memory)
    await run_job(job.pk)
    done = await memory.job(job.pk)
    assert (done.status, done.attempts, done.leased_until) == (JobStatus.DONE, 1, None)
    assert (await memory.user(ada.pk)).is_staff


async def test_run_job_does_nothing_again_because_the_database_is_away_at_the_end(
    memory: MemoryPorts, promote: Promote, run_job: Run
) -> None:
    ada, job = await a_job(memory)
    promote.absences = 3
    await run_job(job.pk)
    done = await memory.job(job.pk)
    assert (done.status, done.attempts, promote.performed) == (JobStatus.DONE, 1, 1)
    assert (await memory.user(ada.pk)).is_staff


@pytest.mark.parametrize(
    ("status", "delay"),
    [
        (JobStatus.DONE, timedelta(0)),
        (JobStatus.RUNNING, timedelta(0)),
        (JobStatus.PENDING, timedelta(seconds=1)),
    ],
)
async def test_run_job_does_not_start_a_job_that_is_not_waiting_or_not_due(
    memory: MemoryPorts, run_job: Run, status: JobStatus, delay: timedelta
) -> None:
    ada, job = await a_job(memory, status=status, run_at=memory.clock.now() + delay)
    await run_job(job.pk)
    assert (await memory.job(job.pk)).values() == job.values()
    assert not (await memory.user(ada.pk)).is_staff


async def test_run_job_lets_a_failed_job_wait_and_die_after_its_last_attempt(
    memory: MemoryPorts, promote: Promote, run_job: Run
) -> None:
    _ada, job = await a_job(memory)
    promote.error = ValueError("ada@example.org is away")
    await run_job(job.pk)
    failed = await memory.job(job.pk)
    assert (failed.status, failed.run_at) == (JobStatus.PENDING, memory.clock.now() + POLICY.first_delay)
    assert failed.last_error == "ValueError: … is away"
    memory.clock.at = failed.run_at
    await run_job(job.pk)
    assert (await memory.job(job.pk)).status is JobStatus.DEAD


async def test_run_job_releases_a_cancelled_attempt_for_another_worker(
    memory: MemoryPorts, promote: Promote, run_job: Run
) -> None:
    _ada, job = await a_job(memory)
    promote.error = asyncio.CancelledError()
    with pytest.raises(asyncio.CancelledError):
        await run_job(job.pk)
    released = await memory.job(job.pk)
    assert (released.status, released.run_at) == (JobStatus.PENDING, memory.clock.now())
    assert (released.attempts, released.last_error) == (1, WORKER_STOPPED)


async def test_run_job_fails_a_job_without_a_handler(memory: MemoryPorts, run_job: Run) -> None:
    job = await memory.add_job(name="of another release")
    await run_job(job.pk)
    assert str((await memory.job(job.pk)).last_error).startswith("LookupError")
