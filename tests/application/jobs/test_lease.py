"""While a worker runs a job it renews the lease of it, so that every other process sees that it is alive."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import UUID

import attrs

from application.jobs.services.lease import Leases
from application.ports.unit_of_work import BeginWork, UnitOfWork
from bootstrap.simulation.clock import BEGINNING, SimulatedClock
from bootstrap.simulation.loop import SimulatedLoop, run
from bootstrap.simulation.seeds import stream
from domain.jobs.job_policy import JobPolicy
from domain.jobs.stored_job import JobStatus, StoredJob
from domain.shared_kernel.errors import ServiceUnavailableException
from tests.support.memory_ports import MemoryPorts

POLICY = JobPolicy(lease=timedelta(seconds=30))
BETWEEN_TWO_RENEWALS = 5


@attrs.define
class SometimesAway(BeginWork):
    """A database that is away for the next ``absences`` times that it is asked, and counts how often it was asked."""

    begin: BeginWork
    absences: int = 0
    asked: int = 0

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[UnitOfWork]:
        self.asked += 1
        if self.absences:
            self.absences -= 1
            raise ServiceUnavailableException
        async with self.begin() as work:
            yield work


class Worker:
    """Holds the lease of a job that it started at the ``BEGINNING``, in virtual time."""

    def __init__(self, loop: SimulatedLoop) -> None:
        self.memory = MemoryPorts()
        self.database = SometimesAway(self.memory.begin)
        self.leases = Leases(self.database, SimulatedClock(loop), POLICY)

    async def started(self) -> StoredJob:
        until = BEGINNING + POLICY.lease
        return await self.memory.add_job(status=JobStatus.RUNNING, attempts=1, run_at=BEGINNING, leased_until=until)

    async def change(self, pk: UUID, **values: object) -> None:
        async with self.memory.begin() as work:
            await work.jobs.update(await work.jobs.get_by_id(pk), **values)
            await work.commit()

    async def leased(self, pk: UUID) -> timedelta:
        """Returns the end of the lease, counted from the beginning."""
        leased_until = (await self.memory.job(pk)).leased_until
        assert leased_until is not None
        return leased_until - BEGINNING


def test_a_lease_is_renewed_three_times_within_its_length() -> None:
    async def main(loop: SimulatedLoop) -> None:
        worker = Worker(loop)
        job, seen = await worker.started(), []
        async with worker.leases.hold(job):
            await asyncio.sleep(BETWEEN_TWO_RENEWALS)
            for _ in range(4):
                seen.append(await worker.leased(job.pk))
                await asyncio.sleep(10)
        assert [each.total_seconds() for each in seen] == [30, 40, 50, 60]

    run(stream(1, "lease"), main)


def test_a_lease_is_renewed_no_more_when_the_job_has_ended() -> None:
    async def main(loop: SimulatedLoop) -> None:
        worker = Worker(loop)
        job = await worker.started()
        async with worker.leases.hold(job):
            await asyncio.sleep(BETWEEN_TWO_RENEWALS)
        await asyncio.sleep(100)
        assert (worker.database.asked, await worker.leased(job.pk)) == (0, POLICY.lease)

    run(stream(1, "lease"), main)


def test_a_database_that_is_away_for_a_renewal_is_asked_again() -> None:
    async def main(loop: SimulatedLoop) -> None:
        worker = Worker(loop)
        job = await worker.started()
        worker.database.absences = 2
        async with worker.leases.hold(job):
            await asyncio.sleep(30 + BETWEEN_TWO_RENEWALS)
        assert (worker.database.asked, await worker.leased(job.pk)) == (3, timedelta(seconds=60))

    run(stream(1, "lease"), main)


def test_a_job_that_was_given_up_is_taken_back_by_a_worker_that_is_alive() -> None:
    async def main(loop: SimulatedLoop) -> None:
        worker = Worker(loop)
        job = await worker.started()
        async with worker.leases.hold(job):
            await worker.change(job.pk, status=JobStatus.PENDING, leased_until=None)
            await asyncio.sleep(10 + BETWEEN_TWO_RENEWALS)
        assert (await worker.memory.job(job.pk)).status is JobStatus.RUNNING
        assert await worker.leased(job.pk) == timedelta(seconds=40)

    run(stream(1, "lease"), main)


def test_a_job_that_another_worker_has_taken_over_is_left_alone() -> None:
    async def main(loop: SimulatedLoop) -> None:
        worker = Worker(loop)
        job = await worker.started()
        async with worker.leases.hold(job):
            await worker.change(job.pk, attempts=2)
            await asyncio.sleep(10 + BETWEEN_TWO_RENEWALS)
        assert (worker.database.asked, await worker.leased(job.pk)) == (1, POLICY.lease)

    run(stream(1, "lease"), main)
