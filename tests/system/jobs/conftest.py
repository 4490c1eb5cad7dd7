from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path
from uuid import UUID

import attrs
import pytest
from dependency_injector import providers

from application.jobs.services.job import Job
from application.jobs.services.job_handler import Effect, JobHandler
from application.ports.unit_of_work import UnitOfWork
from application.request_context import get_language, get_request_id
from domain.jobs.stored_job import JobStatus, StoredJob
from tests.support.app_harness import STORES, AppHarness, app_harness
from tests.support.eventually import eventually
from tests.support.servers.brokers import broker_url


@attrs.frozen
class Greet(Job):
    """Locks the account of somebody, for want of something that shows: ``times`` says how often it fails first."""

    name = "greet"

    user_id: UUID
    failures: int = 0


@attrs.define
class Greeter(JobHandler[Greet]):
    calls: list[tuple[str, str]] = attrs.field(factory=list)

    async def __call__(self, job: Greet) -> Effect | None:
        self.calls.append((get_language(), get_request_id()))
        if len(self.calls) <= job.failures:
            raise ValueError("not yet")

        async def count(work: UnitOfWork) -> None:
            user = await work.users.get_by_id(job.user_id)
            await work.users.update(user, status_reason=f"{user.status_reason or ''}+")

        return count


@attrs.frozen
class JobHarness:
    """The service, and a handler of the job ``Greet``."""

    harness: AppHarness
    greeter: Greeter

    async def enqueue(self, job: Job, *, run_at: datetime | None = None, key: str | None = None) -> None:
        async with self.harness.container.ports().begin() as work:
            await self.harness.container.ports().enqueue(work, job, run_at=run_at, key=key)
            await work.commit()

    async def relay(self) -> int:
        return await self.harness.container.relay_jobs()()

    async def jobs(self) -> list[StoredJob]:
        async with self.harness.container.ports().read() as work:
            return await work.jobs.select_all()

    async def run(self, job_id: UUID) -> None:
        await self.harness.container.run_job()(job_id)

    async def greetings(self, user_id: UUID) -> str:
        async with self.harness.container.ports().read() as work:
            return (await work.users.get_by_id(user_id)).status_reason or ""

    async def all_done(self) -> bool:
        return all(job.status is JobStatus.DONE for job in await self.jobs())

    async def wait_until_all_done(self) -> None:
        await eventually(self.all_done)

    def working(self) -> AbstractAsyncContextManager[object]:
        return self.harness.container.jobs_in_worker().running()


COMBINATIONS = [
    *((store, "memory") for store in STORES),
    ("sqlite", "redis"),
    ("postgresql", "redis"),
    ("sqlite", "rabbitmq"),
]


@pytest.fixture(params=COMBINATIONS, ids=" by ".join)
async def job_harness(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[JobHarness]:
    store, broker = request.param
    async with app_harness(store, tmp_path, broker_url=await broker_url(broker)) as harness:
        greeter = Greeter()
        known = harness.container.job_handlers()
        harness.container.job_handlers.override(providers.Object({**known, Greet: greeter}))
        yield JobHarness(harness, greeter)
