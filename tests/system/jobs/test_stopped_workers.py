"""A worker that is told to stop finishes what it does, or gives it back."""

import asyncio

import attrs
import pytest
from dependency_injector import providers

from application.jobs.services.job import Job
from application.jobs.services.job_handler import Effect, JobHandler
from domain.jobs.stored_job import WORKER_STOPPED, JobStatus, StoredJob
from entrypoints.worker import loop_worker
from tests.support.app_harness import a_world
from tests.support.eventually import TIMEOUT_SECONDS
from tests.system.jobs.conftest import Office


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
async def office(request, tmp_path, thinker):
    async with a_world(request.param, tmp_path) as world:
        known = world.container.job_handlers()
        world.container.job_handlers.override(providers.Object(known | {Ponder: thinker}))
        yield Office(world, thinker)


async def pondered(office: Office) -> StoredJob:
    (job,) = [job for job in await office.jobs() if job.name == Ponder.name]
    return job


async def test_a_job_that_does_not_end_is_given_back_for_the_next_worker_to_begin_at_once(office, thinker, monkeypatch):
    monkeypatch.setattr(loop_worker, "STOP_MS", 1)
    await office.enqueue(Ponder())
    async with office.working():
        await asyncio.wait_for(thinker.began.wait(), TIMEOUT_SECONDS)
    given_back = await pondered(office)
    assert (given_back.status, given_back.last_error, given_back.leased_until) == (
        JobStatus.PENDING,
        WORKER_STOPPED,
        None,
    )
    thinker.enough.set()
    await office.run(given_back.pk)
    done = await pondered(office)
    assert (done.status, done.attempts) == (JobStatus.DONE, 2)


async def test_a_job_that_ends_in_time_is_done(office, thinker):
    await office.enqueue(Ponder())
    async with office.working():
        await asyncio.wait_for(thinker.began.wait(), TIMEOUT_SECONDS)
        asyncio.get_running_loop().call_later(0.1, thinker.enough.set)
    job = await pondered(office)
    assert (job.status, job.attempts) == (JobStatus.DONE, 1)
