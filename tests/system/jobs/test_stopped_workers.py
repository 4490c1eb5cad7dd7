"""A worker that is told to stop finishes what it does, or gives it back."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import attrs
import pytest
from dependency_injector import providers

from application.jobs.services.job import Job
from application.jobs.services.job_handler import Effect, JobHandler
from domain.jobs.stored_job import WORKER_STOPPED, JobStatus, StoredJob
from entrypoints.worker import loop_worker
from tests.support.app_harness import app_harness
from tests.support.eventually import TIMEOUT_SECONDS
from tests.system.jobs.conftest import Greeter, JobHarness


@attrs.frozen
class Ponder(Job):
    """Takes as long as it takes."""

    name = "ponder"


@attrs.define
class Thinker(JobHandler[Ponder]):
    began: asyncio.Event = attrs.field(factory=asyncio.Event)
    enough: asyncio.Event = attrs.field(factory=asyncio.Event)

    async def __call__(self, job: Ponder) -> Effect | None:
        self.began.set()
        await self.enough.wait()
        return None


@pytest.fixture
def thinker() -> Thinker:
    return Thinker()


@pytest.fixture(params=["memory", "sqlite"])
async def job_harness(request: pytest.FixtureRequest, tmp_path: Path, thinker: Thinker) -> AsyncIterator[JobHarness]:
    async with app_harness(request.param, tmp_path) as harness:
        known = harness.container.job_handlers()
        harness.container.job_handlers.override(providers.Object({**known, Ponder: thinker}))
        yield JobHarness(harness, Greeter())


async def pondered(job_harness: JobHarness) -> StoredJob:
    (job,) = [job for job in await job_harness.jobs() if job.name == Ponder.name]
    return job


async def test_a_job_that_does_not_end_is_given_back_for_the_next_worker_to_begin_at_once(
    job_harness: JobHarness, thinker: Thinker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop_worker, "STOP_MS", 1)
    await job_harness.enqueue(Ponder())
    async with job_harness.working():
        await asyncio.wait_for(thinker.began.wait(), TIMEOUT_SECONDS)
    given_back = await pondered(job_harness)
    assert (given_back.status, given_back.last_error, given_back.leased_until) == (
        JobStatus.PENDING,
        WORKER_STOPPED,
        None,
    )
    thinker.enough.set()
    await job_harness.run(given_back.pk)
    done = await pondered(job_harness)
    assert (done.status, done.attempts) == (JobStatus.DONE, 2)


async def test_a_job_that_ends_in_time_is_done(job_harness: JobHarness, thinker: Thinker) -> None:
    await job_harness.enqueue(Ponder())
    async with job_harness.working():
        await asyncio.wait_for(thinker.began.wait(), TIMEOUT_SECONDS)
        asyncio.get_running_loop().call_later(0.1, thinker.enough.set)
    job = await pondered(job_harness)
    assert (job.status, job.attempts) == (JobStatus.DONE, 1)
