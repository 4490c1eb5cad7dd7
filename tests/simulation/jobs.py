"""Days of jobs that take long, fail, get lost and arrive twice, on workers that die."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from random import Random
from typing import Any

import attrs
from dependency_injector import providers

from application.jobs.services.enqueue import Enqueue
from application.jobs.services.job import Job
from application.jobs.services.job_handler import Effect, JobHandler
from application.ports.unit_of_work import UnitOfWork
from bootstrap.containers.container import Container
from bootstrap.simulation.faults import FREQUENT_FAULTS, Faults
from bootstrap.simulation.seeds import stream
from bootstrap.simulation.service import Configure
from bootstrap.simulation.simulate import Scenario
from bootstrap.simulation.simulation import Plan, Simulation
from domain.jobs.stored_job import StoredJob
from domain.shared_kernel.errors import BaseAppException
from tests.simulation.final_laws import check_jobs, settle
from tests.simulation.laws import require
from tests.simulation.sessions import DAY_SECONDS
from tests.support.app_harness import GENEROUS

JOBS = 40
"""On each day."""
POLL_SECONDS = 90.0
LONGEST_SECONDS = 150.0
"""Several leases, and two looks of the workers."""
FAILING = 0.1
MISHAPS = 60


@attrs.frozen
class StepJob(Job):
    """Takes a while, fails now and then, and stores one ``StepDoneJob``."""

    name = "step"

    number: int
    seconds: float


@attrs.frozen
class StepDoneJob(Job):
    """Shows that the effect of a ``StepJob`` was stored."""

    name = "step_done"

    number: int


@attrs.define(eq=False)
class Steps(JobHandler[StepJob]):
    """Does the work. ``running`` are the processes that work on each number at this moment; ``alone`` requires that
    there is never more than one."""

    random: Random
    alone: bool
    enqueue: Enqueue | None = None
    simulation: Simulation | None = None
    running: Counter[int] = attrs.field(factory=Counter)
    attempts: int = 0

    async def __call__(self, job: StepJob) -> Effect | None:
        """Returns the effect. Raises ``ValueError`` now and then."""
        self.attempts += 1
        self.running[job.number] += 1
        assert self.simulation is not None
        is_alone = self.running[job.number] == 1
        self.simulation.require(is_alone or not self.alone, f"one worker at a time works on a job: {job.number}")
        try:
            await asyncio.sleep(job.seconds)
            if self.random.random() < FAILING:
                raise ValueError("not this time")
        finally:
            self.running[job.number] -= 1
        enqueue = self.enqueue
        assert enqueue is not None

        async def store(work: UnitOfWork) -> None:
            await enqueue(work, StepDoneJob(job.number))

        return store


class Nothing(JobHandler[StepDoneJob]):
    """Has nothing to do."""

    async def __call__(self, job: StepDoneJob) -> Effect | None:
        """Does nothing."""
        return None


def with_steps(steps: Steps, further: Configure = lambda _container: None) -> Configure:
    """Adds the jobs to each container."""

    def configure(container: Container) -> None:
        handlers: Mapping[type[Job], JobHandler[Any]] = container.job_handlers()
        container.job_handlers.override(providers.Object({**handlers, StepJob: steps, StepDoneJob: Nothing()}))
        steps.enqueue = container.ports().enqueue
        further(container)

    return configure


LOST_MESSAGES = Faults(job_lost=0.2, job_repeated=0.3)
"""Stores are not among the faults: a lease that could not be renewed is over, and another worker begins."""


def job_plan(seed: int, *, alone: bool, further: Configure = lambda _container: None) -> tuple[Plan, Steps]:
    """Workers that look often; ``alone``, so that no lease can run out but by a bug."""
    steps = Steps(stream(seed, "failures of steps"), alone)
    faults = LOST_MESSAGES if alone else FREQUENT_FAULTS
    plan = Plan(faults=faults, settings=dict(GENEROUS), poll_seconds=POLL_SECONDS, configure=with_steps(steps, further))
    return plan, steps


def jobs(days: float, steps: Steps) -> Scenario:
    """The scenario, for so many days."""

    async def scenario(simulation: Simulation) -> None:
        random, until = simulation.random("jobs"), simulation.loop.time() + days * DAY_SECONDS
        steps.simulation, asked = simulation, 0
        async with asyncio.TaskGroup() as group:
            group.create_task(have_mishaps(simulation, until, stops=not steps.alone))
            while simulation.loop.time() < until:
                asked += await ask_for(simulation, StepJob(asked, random.uniform(0, LONGEST_SECONDS)))
                await asyncio.sleep(random.expovariate(JOBS / DAY_SECONDS))
        await settle(simulation)
        await check_jobs(simulation)
        await check_effects(simulation, asked)
        simulation.note(f"{asked} jobs took {steps.attempts} attempts; {simulation.jobs.lost} messages were lost")

    return scenario


async def ask_for(simulation: Simulation, job: StepJob) -> bool:
    """Enqueues a job, until it is certain that it is there."""
    while True:
        ports = simulation.random_service().container.ports()
        try:
            async with ports.begin() as work:
                await ports.enqueue(work, job, key=f"step {job.number}")
                await work.commit()
        except BaseAppException:
            if not await is_stored(simulation, job):
                continue
        return True


async def is_stored(simulation: Simulation, job: StepJob) -> bool:
    """Whether a commit whose result was lost has taken effect."""
    async with simulation.read() as work:
        return await work.jobs.exists(StoredJob.key == f"step {job.number}")


async def check_effects(simulation: Simulation, asked: int) -> None:
    """The effect of each job is stored once."""
    async with simulation.read() as work:
        done = await work.jobs.select_all(StoredJob.name == StepDoneJob.name)
    effects = Counter(job.arguments for job in done)
    require(
        len(effects) == asked and set(effects.values()) <= {1},
        f"each effect is stored once: {asked} jobs, {len(effects)} effects, {[e for e, n in effects.items() if n > 1]}",
    )


async def have_mishaps(simulation: Simulation, until: float, *, stops: bool) -> None:
    """Kills workers, and stops them for longer than a lease."""
    random = simulation.random("mishaps")
    while simulation.loop.time() < until:
        await asyncio.sleep(random.expovariate(MISHAPS / DAY_SECONDS))
        service = random.choice(simulation.services)
        if stops and random.random() < 0.5:
            service.process.stop()
            await asyncio.sleep(random.uniform(0, 120))
            service.process.resume()
        else:
            await simulation.kill(service)
            await simulation.start()
