import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import timedelta
from typing import Any
from uuid import UUID

import attrs
import pytest

from adapters.meter.prometheus import PrometheusMeter
from application.jobs.run_job import RunJob
from application.jobs.services.job import Job
from application.jobs.services.job_handler import Effect, JobHandler
from application.jobs.services.job_registry import JobRegistry
from application.jobs.services.lease import Leases
from application.ports.tracer import Attributes, Kind, Span, Tracer
from application.ports.unit_of_work import UnitOfWork
from application.request_context import get_job_id, get_language, get_request_id
from domain.accounts.user import User
from domain.jobs.job_policy import JobPolicies, JobPolicy
from domain.jobs.stored_job import WORKER_DIED, WORKER_STOPPED, JobStatus, StoredJob
from domain.shared_kernel.errors import ServiceUnavailableException
from domain.shared_kernel.language import Language
from tests.support.clocks import StoppedClock
from tests.support.memory_ports import MemoryPorts

POLICY = JobPolicy(max_attempts=2)
Run = Callable[[UUID], Awaitable[None]]
Logged = Callable[[], Mapping[str, Mapping[str, Any]]]
"""What was logged, by its name."""


@attrs.frozen
class PromoteJob(Job):
    """Makes a user a member of staff, in the transaction that marks the job as done."""

    name = "promote"

    user_id: str


@attrs.define
class Promote(JobHandler[PromoteJob]):
    """Raises ``error``, if there is one, before it returns its effect; the database is away for the first ``absences``
    times that this is to be stored. With a ``clock`` it takes that many ``seconds``. ``meanwhile`` is awaited
    before."""

    error: BaseException | None = None
    absences: int = 0
    performed: int = 0
    context: tuple[object, ...] = ()
    seconds: int = 0
    clock: StoppedClock | None = None
    meanwhile: Callable[[], Awaitable[None]] | None = None

    async def __call__(self, job: PromoteJob) -> Effect | None:
        self.performed += 1
        self.context = get_job_id(), get_request_id(), get_language()
        if self.clock:
            self.clock.pass_time(seconds=self.seconds)
        if self.meanwhile:
            await self.meanwhile()
        if self.error:
            raise self.error

        async def promote(work: UnitOfWork) -> None:
            if self.absences:
                self.absences -= 1
                raise ServiceUnavailableException
            [user] = await work.users.select_all()
            await work.users.update(user, is_staff=True)

        return promote


@attrs.define
class RecordedTracer(Tracer):
    """Writes down with what each span was begun and ended."""

    spans: list[tuple[object, ...]] = attrs.field(factory=list)

    @contextmanager
    def span(self, kind: Kind, name: str, parent: str | None) -> Iterator[Span]:
        self.spans.append((kind, name, parent))
        yield RecordedSpan(self.spans)

    async def close(self) -> None: ...


@attrs.frozen
class RecordedSpan(Span):
    spans: list[tuple[object, ...]]

    @property
    def traceparent(self) -> str | None:
        return None

    def annotate(self, name: str, attributes: Attributes, *, failed: bool = False) -> None:
        self.spans.append((name, attributes, failed))

    def child(self, name: str, attributes: Attributes) -> AbstractContextManager[None]:
        return nullcontext()


@pytest.fixture
def promote() -> Promote:
    return Promote()


@pytest.fixture
def tracer() -> RecordedTracer:
    return RecordedTracer()


class RecordedMeter(PrometheusMeter):
    """Writes down every attempt."""

    def __init__(self) -> None:
        super().__init__({})
        self.attempts: list[tuple[str, str, float]] = []

    def attempted(self, job: str, outcome: str, seconds: float) -> None:
        self.attempts.append((job, outcome, seconds))


@pytest.fixture
def meter() -> RecordedMeter:
    return RecordedMeter()


@pytest.fixture
def run_job(memory: MemoryPorts, promote: Promote, tracer: RecordedTracer, meter: RecordedMeter) -> Run:
    leases, policies = Leases(memory.begin, memory.clock, POLICY), JobPolicies(POLICY, POLICY, frozenset())
    registry = JobRegistry({PromoteJob: promote})
    use_case = RunJob(memory.begin, memory.clock, registry, leases, meter, tracer, policies, pause=timedelta(0))

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


async def give_up(memory: MemoryPorts, job: StoredJob, *, begins_again: bool = False) -> None:
    """What relays and workers do when the lease of an attempt has run out."""
    async with memory.begin() as work:
        stored = await work.jobs.get_by_id(job.pk)
        stored.hand_over(now=memory.clock.now() + POLICY.lease, policy=POLICY)
        if begins_again:
            stored.start(now=stored.run_at, policy=POLICY)
        await work.jobs.update(stored)
        await work.commit()


async def test_run_job_finishes_an_attempt_that_was_given_up_though_its_worker_was_alive(
    memory: MemoryPorts, promote: Promote, run_job: Run
) -> None:
    ada, job = await a_job(memory)
    promote.meanwhile = lambda: give_up(memory, job)
    await run_job(job.pk)
    done = await memory.job(job.pk)
    assert (done.status, done.attempts, done.last_error) == (JobStatus.DONE, 1, None)
    assert (await memory.user(ada.pk)).is_staff


@pytest.mark.parametrize("error", [None, ValueError("away")])
async def test_run_job_leaves_a_job_to_the_attempt_that_has_begun_meanwhile(
    memory: MemoryPorts, promote: Promote, run_job: Run, error: Exception | None
) -> None:
    ada, job = await a_job(memory)
    promote.error, promote.meanwhile = error, lambda: give_up(memory, job, begins_again=True)
    await run_job(job.pk)
    again = await memory.job(job.pk)
    assert (again.status, again.attempts, again.last_error) == (JobStatus.RUNNING, 2, WORKER_DIED)
    assert not (await memory.user(ada.pk)).is_staff


async def test_run_job_fails_a_job_without_a_handler(memory: MemoryPorts, run_job: Run) -> None:
    job = await memory.add_job(name="of another release")
    await run_job(job.pk)
    assert str((await memory.job(job.pk)).last_error).startswith("LookupError")


async def test_run_job_gives_the_job_the_context_of_the_request_that_asked_for_it(
    memory: MemoryPorts, promote: Promote, run_job: Run
) -> None:
    _ada, job = await a_job(memory, request_id="request-1", language=Language("de"))
    await run_job(job.pk)
    assert promote.context == (job.pk, "request-1", "de")


@pytest.mark.parametrize("error", [None, ValueError("away")])
async def test_run_job_traces_an_attempt_and_says_whether_it_failed(
    memory: MemoryPorts, promote: Promote, run_job: Run, tracer: RecordedTracer, error: Exception | None
) -> None:
    promote.error = error
    _ada, job = await a_job(memory, request_id="request-1", trace="00-abc")
    await run_job(job.pk)
    attributes = {"cortex.job_id": str(job.pk), "cortex.request_id": "request-1"}
    failed = error is not None
    assert tracer.spans == [(Kind.JOB, "job promote", "00-abc"), ("job promote", attributes, failed)]


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Logged:
    caplog.set_level(logging.INFO, "cortex.jobs")
    return lambda: {record.message: vars(record) for record in caplog.records}


async def run_for_seven_seconds(memory: MemoryPorts, promote: Promote, run_job: Run, error: Exception | None) -> str:
    """Runs a job that ends with the error, if there is one, and returns the outcome that is expected."""
    promote.error, promote.clock, promote.seconds = error, memory.clock, 7
    _ada, job = await a_job(memory)
    await run_job(job.pk)
    return "failed" if error else "done"


@pytest.mark.parametrize("error", [None, ValueError("away")])
async def test_run_job_counts_an_attempt_with_its_outcome_and_seconds(
    memory: MemoryPorts, promote: Promote, meter: RecordedMeter, run_job: Run, error: Exception | None
) -> None:
    outcome = await run_for_seven_seconds(memory, promote, run_job, error)
    assert meter.attempts == [("promote", outcome, 7.0)]


@pytest.mark.parametrize("error", [None, ValueError("away")])
async def test_run_job_logs_the_end_of_an_attempt_and_its_error(
    memory: MemoryPorts, promote: Promote, run_job: Run, logged: Logged, error: Exception | None
) -> None:
    outcome = await run_for_seven_seconds(memory, promote, run_job, error)
    lines = logged()
    expected = {"job": "promote", "outcome": outcome, "attempt": 1, "ms": 7000.0}
    assert expected.items() <= lines["job_attempt_ended"].items()
    assert ("job_attempt_failed" in lines) is bool(error)
    if error:
        assert {"job": "promote", "attempt": 1}.items() <= lines["job_attempt_failed"].items()
        assert lines["job_attempt_failed"]["exc_info"][1] is error
