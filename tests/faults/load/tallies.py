"""Jobs whose effects can be counted: each adds its number to what is noted about one account."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from uuid import UUID

import attrs

from application.jobs.services.job import Job
from bootstrap.containers.container import Container
from bootstrap.lifecycle import running
from tests.faults.deployment.deployment import Deployment
from tests.support.app_harness import settings_of
from tests.support.eventually import eventually
from tests.system.process.cortex import ENOUGH
from tests.system.process.worker_script import Tally


@attrs.define(eq=False)
class Tallies:
    """An account, and the container of this process, which stores jobs and does none."""

    deployment: Deployment
    container: Container
    user_id: UUID
    asked: int = 0

    async def ask_for(self, count: int, *others: Callable[[], Job]) -> list[UUID]:
        """Stores so many jobs, and others, in one transaction; the ids of the former."""
        numbers = range(self.asked, self.asked + count)
        self.asked += count
        jobs: list[Callable[[], Job]] = [partial(Tally, self.user_id, number) for number in numbers]
        async with self.container.ports().begin() as work:
            for job in (*jobs, *others):
                await self.container.ports().enqueue(work, job())
            await work.commit()
        stored = await self.deployment.ask("SELECT id FROM stored_jobs WHERE name = 'tally' ORDER BY id")
        return [UUID(str(pk)) for (pk,) in stored[-count:]]

    async def noted(self) -> list[int]:
        """The numbers that took effect."""
        rows = await self.deployment.ask("SELECT status_reason FROM users WHERE status_reason IS NOT NULL")
        return sorted(int(number) for (noted,) in rows for number in noted.split())

    async def are_done(self) -> None:
        """Waits until every job has taken effect."""

        async def holds() -> bool:
            return not await self.deployment.ask("SELECT id FROM stored_jobs WHERE name = 'tally' AND status <> 'done'")

        await eventually(holds, within=ENOUGH)

    async def each_has_one_effect(self) -> None:
        """Waits until all are done, and compares."""
        await self.are_done()
        noted = await self.noted()
        repeated, missing = len(noted) - len(set(noted)), self.asked - len(set(noted))
        self.deployment.trial.expect(not repeated, f"{repeated} effects came more than once")
        self.deployment.trial.expect(not missing, f"{missing} effects are missing")

    def begun(self) -> int:
        """How many attempts have begun in all workers, those that were killed too."""
        logs = self.deployment.folder.glob("script-*.txt")
        return sum(log.read_bytes().count(b"tally ") for log in logs)


@asynccontextmanager
async def tallies(deployment: Deployment) -> AsyncIterator[Tallies]:
    """Ready to store jobs about an account of its own."""
    settings = settings_of(**{name.lower(): value for name, value in deployment.settings.items()})
    container = Container(settings=settings)
    reply = await deployment.client().register(deployment.somebody())
    async with running(container):
        yield Tallies(deployment, container, UUID(reply.body["id"]))
