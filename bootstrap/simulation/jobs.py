"""The broker of a simulation: it loses, delays and repeats jobs, and hands each to any of the processes."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from contextvars import Context
from uuid import UUID

import attrs

from application.jobs.run_job import RunJob
from application.ports.job_queue import JobQueue
from bootstrap.simulation.faults import FaultInjector, Link
from bootstrap.simulation.process import SimulatedProcess, enter
from entrypoints.worker.background_loop import BackgroundLoop

_logger = logging.getLogger("cortex.jobs")


@attrs.define(eq=False)
class JobExchange:
    """Carries the ids of jobs from every process to any one."""

    injector: FaultInjector
    workers: list["SimulatedBroker"] = attrs.field(factory=list)
    carried: int = 0
    lost: int = 0

    def carry(self, job_id: UUID) -> None:
        """Hands an id to a worker after a while, twice, or not at all."""
        faults = self.injector.faults
        self.carried += 1
        if self.injector.happens(faults.job_lost):
            self.lost += 1
            return
        for _copy in range(2 if self.injector.happens(faults.job_repeated) else 1):
            delay = self.injector.delay(faults.job_seconds)
            asyncio.get_running_loop().call_later(delay, self._hand_over, job_id, context=Context())

    def _hand_over(self, job_id: UUID) -> None:
        alive = [worker for worker in self.workers if not worker.link.process.is_dead]
        if alive:
            self.injector.random.choice(alive).begin(job_id)
        else:
            self.lost += 1


@attrs.frozen(eq=False)
class SimulatedBroker(JobQueue):
    """One process's part of the exchange, in the place of a broker of Dramatiq."""

    exchange: JobExchange
    link: Link
    run_job: Callable[[], RunJob]

    @property
    def queue(self) -> JobQueue:
        """The queue, as relays know it."""
        return self

    async def send(self, job_id: UUID) -> None:
        """Sends the id of a job. Raises ``ServiceUnavailableException`` if the broker does not answer."""
        async with self.link.operation():
            self.exchange.carry(job_id)

    async def ping(self) -> None:
        """Asks for nothing."""
        await self.link.send()

    async def close(self) -> None:
        """Does nothing."""

    def in_web(self, relay: BackgroundLoop, loops: Sequence[BackgroundLoop], jobs_at_once: int) -> BackgroundLoop:
        """Returns the work of a process: all of it, as every process is a worker too."""
        return self.in_worker(relay, loops, jobs_at_once)

    def in_worker(self, relay: BackgroundLoop, loops: Sequence[BackgroundLoop], jobs_at_once: int) -> BackgroundLoop:
        """Returns the loops, beside which jobs are taken."""
        return _Worker(self, (relay, *loops))

    def begin(self, job_id: UUID) -> None:
        """Begins a job in a task of this process."""
        context = Context()
        context.run(enter, self.link.process)
        asyncio.get_running_loop().create_task(self._run(job_id), context=context)

    async def _run(self, job_id: UUID) -> None:
        try:
            await self.run_job()(job_id)
        except Exception:
            _logger.exception("job_not_recorded", extra={"job_id": str(job_id)})

    @property
    def process(self) -> SimulatedProcess:
        """The process."""
        return self.link.process


@attrs.frozen(eq=False, repr=False)
class _Worker(BackgroundLoop):
    broker: SimulatedBroker
    loops: Sequence[BackgroundLoop]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Takes jobs and runs the loops inside the block."""
        self.broker.exchange.workers.append(self.broker)
        try:
            async with AsyncExitStack() as stack:
                for loop in self.loops:
                    await stack.enter_async_context(loop.running())
                yield
        finally:
            self.broker.exchange.workers.remove(self.broker)
