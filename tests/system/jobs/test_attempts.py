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


@attrs.frozen
class Wait(Job):
    """Takes until the doors open."""

    name = "wait"


@attrs.define
class Waiter(JobHandler[Wait]):
    doors: asyncio.Event = attrs.field(factory=asyncio.Event)

    async def __call__(self, job: Wait) -> Effect | None:
        await self.doors.wait()
        return None


@pytest.fixture
def waiter(office) -> Waiter:
    waiter = Waiter()
    known = office.world.container.job_handlers()
    office.world.container.job_handlers.override(providers.Object(known | {Wait: waiter}))
    return waiter


def by_policy(office, **spans: float) -> None:
    """Jobs are tried by another policy; spans in seconds."""
    policy = JobPolicy(**{name: timedelta(seconds=span) for name, span in spans.items()})
    office.world.container.job_policy.override(providers.Object(policy))


async def the_job(office) -> StoredJob:
    (job,) = await office.jobs()
    return job


def lease_has_moved_on(office, since: StoredJob) -> Callable[[], Awaitable[bool]]:
    async def has_moved_on() -> bool:
        return (await the_job(office)).leased_until > since.leased_until

    return has_moved_on


async def test_an_attempt_that_takes_too_long_has_failed(office, waiter):
    by_policy(office, time_limit=0.05)
    await office.enqueue(Wait())
    await asyncio.wait_for(office.run((await the_job(office)).pk), TIMEOUT_SECONDS)
    failed = await the_job(office)
    assert (failed.status, failed.attempts, failed.last_error) == (JobStatus.PENDING, 1, "TimeoutError: ")


async def test_who_is_at_a_job_keeps_it_for_longer_than_a_lease(office, waiter):
    by_policy(office, lease=0.1)
    await office.enqueue(Wait())
    at_it = asyncio.create_task(office.run((await the_job(office)).pk))
    await eventually(lambda: has_begun(office))
    for _renewal in range(4):
        await eventually(lease_has_moved_on(office, since=await the_job(office)))
    waiter.doors.set()
    await at_it
    assert (await the_job(office)).status is JobStatus.DONE


async def has_begun(office) -> bool:
    return (await the_job(office)).status is JobStatus.RUNNING


async def test_a_worker_that_was_taken_for_dead_keeps_nothing(office):
    await office.enqueue(PingJob())
    run_job = office.world.container.run_job()
    dead = await run_job._start((await the_job(office)).pk)
    office.world.pass_time(minutes=1)
    await office.relay()
    office.world.pass_time(minutes=1)
    successor = await run_job._start(dead.pk)
    office.world.pass_time(seconds=1)
    await run_job.leases._renew_once(dead)
    assert (await the_job(office)).leased_until == successor.leased_until
