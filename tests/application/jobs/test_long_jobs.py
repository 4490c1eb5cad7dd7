"""A job that takes long keeps its lease, and ends at the limit of its kind."""

import asyncio
from datetime import timedelta

import attrs

from adapters.meter.prometheus import PrometheusMeter
from adapters.tracer.null import NullTracer
from application.jobs.run_job import RunJob
from application.jobs.services.job import Job
from application.jobs.services.job_handler import Effect, JobHandler
from application.jobs.services.job_registry import JobRegistry
from application.jobs.services.lease import Leases
from bootstrap.simulation.clock import BEGINNING, SimulatedClock
from bootstrap.simulation.loop import SimulatedLoop, run
from bootstrap.simulation.seeds import stream
from domain.jobs.job_policy import JobPolicies, JobPolicy
from domain.jobs.stored_job import JobStatus, StoredJob
from tests.support.memory_ports import MemoryPorts

USUAL = JobPolicy(lease=timedelta(seconds=30), time_limit=timedelta(seconds=600))
SHORT = attrs.evolve(USUAL, time_limit=timedelta(seconds=60))


@attrs.frozen
class WaitJob(Job):
    name = "wait"


@attrs.frozen
class Wait(JobHandler[WaitJob]):
    """Takes a hundred seconds, and looks at its own row just before it ends."""

    memory: MemoryPorts
    seen: list[StoredJob] = attrs.field(factory=list)

    async def __call__(self, job: WaitJob) -> Effect | None:
        await asyncio.sleep(95)
        self.seen.extend(await self.memory.jobs())
        await asyncio.sleep(5)
        return None


async def run_to_its_end(loop: SimulatedLoop, wait: Wait, policies: JobPolicies) -> StoredJob:
    memory, clock = wait.memory, SimulatedClock(loop)
    leases, registry = Leases(memory.begin, clock, USUAL), JobRegistry({WaitJob: wait})
    job = await memory.add_job(name="wait", arguments="{}", run_at=BEGINNING)
    await RunJob(memory.begin, clock, registry, leases, PrometheusMeter({}), NullTracer(), policies)(job.pk)
    return await memory.job(job.pk)


def test_a_long_job_is_leased_until_it_ends() -> None:
    async def main(loop: SimulatedLoop) -> None:
        wait = Wait(MemoryPorts())
        done = await run_to_its_end(loop, wait, JobPolicies(USUAL, USUAL, frozenset()))
        [seen] = wait.seen
        assert (seen.status, seen.leased_until) == (JobStatus.RUNNING, BEGINNING + timedelta(seconds=120))
        assert done.status is JobStatus.DONE

    run(stream(1, "long job"), main)


def test_a_job_ends_at_the_time_limit_of_its_kind() -> None:
    async def main(loop: SimulatedLoop) -> None:
        began = loop.time()
        failed = await run_to_its_end(loop, Wait(MemoryPorts()), JobPolicies(USUAL, SHORT, frozenset({"wait"})))
        assert (failed.status, failed.last_error) == (JobStatus.PENDING, "TimeoutError")
        assert loop.time() - began == 60

    run(stream(1, "long job"), main)
