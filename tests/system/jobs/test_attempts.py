"""How long one attempt may take, and how its worker keeps it."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import attrs
import pytest
from dependency_injector import providers

from application.jobs.ping import PingJob
from application.jobs.services.job import Job
from application.jobs.services.job_handler import Effect, JobHandler
from domain.jobs.job_policy import JobPolicy
from domain.jobs.stored_job import JobStatus, StoredJob
from tests.support.eventually import TIMEOUT_SECONDS, eventually
from tests.system.jobs.conftest import JobHarness


@attrs.frozen
class Wait(Job):
    """Takes until it may end."""

    name = "wait"


@attrs.define
class Waiter(JobHandler[Wait]):
    may_end: asyncio.Event = attrs.field(factory=asyncio.Event)

    async def __call__(self, job: Wait) -> Effect | None:
        await self.may_end.wait()
        return None


@pytest.fixture
def waiter(job_harness: JobHarness) -> Waiter:
    waiter = Waiter()
    known = job_harness.harness.container.job_handlers()
    job_harness.harness.container.job_handlers.override(providers.Object({**known, Wait: waiter}))
    return waiter


def by_policy(job_harness: JobHarness, policy: JobPolicy) -> None:
    """Jobs are tried by another policy."""
    job_harness.harness.container.job_policy.override(providers.Object(policy))


async def the_job(job_harness: JobHarness) -> StoredJob:
    (job,) = await job_harness.jobs()
    return job


def lease_has_moved_on(job_harness: JobHarness, since: StoredJob) -> Callable[[], Awaitable[bool]]:
    async def has_moved_on() -> bool:
        before, now = since.leased_until, (await the_job(job_harness)).leased_until
        assert before is not None
        assert now is not None
        return now > before

    return has_moved_on


async def test_an_attempt_that_takes_too_long_has_failed(job_harness: JobHarness, waiter: Waiter) -> None:
    by_policy(job_harness, JobPolicy(time_limit=timedelta(seconds=0.05)))
    await job_harness.enqueue(Wait())
    await asyncio.wait_for(job_harness.run((await the_job(job_harness)).pk), TIMEOUT_SECONDS)
    failed = await the_job(job_harness)
    assert (failed.status, failed.attempts, failed.last_error) == (JobStatus.PENDING, 1, "TimeoutError")


async def test_a_worker_keeps_a_running_job_for_longer_than_a_lease(job_harness: JobHarness, waiter: Waiter) -> None:
    by_policy(job_harness, JobPolicy(lease=timedelta(seconds=0.1)))
    await job_harness.enqueue(Wait())
    at_it = asyncio.create_task(job_harness.run((await the_job(job_harness)).pk))
    await eventually(lambda: has_begun(job_harness))
    for _renewal in range(4):
        await eventually(lease_has_moved_on(job_harness, since=await the_job(job_harness)))
    waiter.may_end.set()
    await at_it
    assert (await the_job(job_harness)).status is JobStatus.DONE


async def has_begun(job_harness: JobHarness) -> bool:
    return (await the_job(job_harness)).status is JobStatus.RUNNING


async def test_a_worker_that_was_taken_for_dead_keeps_nothing(job_harness: JobHarness) -> None:
    await job_harness.enqueue(PingJob())
    run_job = job_harness.harness.container.run_job()
    dead = await run_job._start((await the_job(job_harness)).pk)
    job_harness.harness.pass_time(minutes=1)
    await job_harness.relay()
    job_harness.harness.pass_time(minutes=1)
    assert dead is not None
    successor = await run_job._start(dead.pk)
    assert successor is not None
    job_harness.harness.pass_time(seconds=1)
    await run_job.leases._renew_once(dead)
    assert (await the_job(job_harness)).leased_until == successor.leased_until
