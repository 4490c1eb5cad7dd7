"""A Dramatiq worker whose actors run on the current event loop: of the web process, or of a worker process."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

import attrs
from dramatiq import Broker, Worker
from dramatiq.asyncio import EventLoopThread, set_event_loop_thread

from entrypoints.worker.background_loop import BackgroundLoop
from entrypoints.worker.in_flight import JobsInFlight

IDLE_MS = 100
"""How long an idle worker waits at most before it polls the broker again, or sees that it should end."""
STOP_MS = 8_000
"""How long running jobs may take to finish when the worker stops."""
_logger = logging.getLogger("cortex.jobs")


class RunningLoop(EventLoopThread):
    """The current event loop, instead of a thread with a loop that Dramatiq would start: connection pools that were
    made on one loop cannot be used on another. It is never started as a thread."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        threading.Thread.__init__(self)
        self.loop = loop
        self.logger = _logger
        self.interrupt_check_ival = 0.1


@attrs.frozen(eq=False, repr=False)
class LoopWorker:
    """Runs up to ``jobs_at_once`` jobs concurrently, and ``loops`` beside them, one of which relays those that are
    due."""

    broker: Broker
    loops: Sequence[BackgroundLoop]
    in_flight: JobsInFlight
    jobs_at_once: int

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Runs jobs inside the block. At its end running jobs may finish; those that do not are cancelled and repeated
        elsewhere."""
        worker = Worker(self.broker, worker_threads=self.jobs_at_once, worker_timeout=IDLE_MS)
        set_event_loop_thread(RunningLoop(asyncio.get_running_loop()))
        self.broker.emit_after("process_boot")
        worker.start()
        try:
            async with AsyncExitStack() as stack:
                for loop in self.loops:
                    await stack.enter_async_context(loop.running())
                yield
        finally:
            await asyncio.to_thread(worker.stop, STOP_MS)
            await self.in_flight.release()
            set_event_loop_thread(None)
