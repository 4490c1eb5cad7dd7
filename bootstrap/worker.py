"""The entry point for Dramatiq's command line: ``dramatiq bootstrap.worker:assemble``.

Dramatiq starts its own processes; in each of them the service is opened on the loop that its jobs run on. ``cortex
worker`` does the same in one process.
"""

import asyncio
import sys
from concurrent.futures import Future

from dramatiq import Broker as DramatiqBroker
from dramatiq import Middleware, Worker, set_broker
from dramatiq.asyncio import EventLoopThread, get_event_loop_thread, set_event_loop_thread
from dramatiq.middleware.asyncio import AsyncIO

from bootstrap.adapters.optional_packages import MissingExtra
from bootstrap.containers.container import Container
from bootstrap.domains.all_settings import load_settings
from bootstrap.lifecycle import CannotStart, running
from bootstrap.logging.set_up import set_up_logs
from bootstrap.process.output_encoding import write_in_any_encoding
from bootstrap.settings.adapter_tables import BROKERS
from bootstrap.settings.wrong_settings import WrongSettings
from domain.shared_kernel.messages import lazy_gettext as _

TIMEOUT_SECONDS = 30
NO_BROKER = _(
    "CORTEX_BROKER_URL is memory://: the worker is inside of cortex serve. A worker of its own needs a broker, for "
    "example CORTEX_BROKER_URL=redis://127.0.0.1:6379/1"
)


class LoopMiddleware(AsyncIO):
    """Starts the loop that jobs run on, in a daemon thread: it must not keep a process alive after a second stop
    signal, and a signal to the whole group of processes reaches each worker twice."""

    def before_worker_boot(self, broker: DramatiqBroker, worker: Worker) -> None:
        """Starts the loop. Raises ``RuntimeError`` if it does not run within ``TIMEOUT_SECONDS``."""
        thread = EventLoopThread(self.logger)
        thread.daemon = True
        thread.start(timeout=TIMEOUT_SECONDS)
        set_event_loop_thread(thread)


class ServiceMiddleware(Middleware):
    """Opens the service before a worker starts, and closes it after the worker has stopped."""

    def __init__(self, container: Container) -> None:
        self._container = container
        self._stop: asyncio.Event
        self._serving: Future[None]

    def before_worker_boot(self, broker: DramatiqBroker, worker: Worker) -> None:
        """Opens the service. Raises ``CannotStart``, or ``TimeoutError`` after ``TIMEOUT_SECONDS``."""
        opened: Future[None] = Future()
        self._serving = asyncio.run_coroutine_threadsafe(self._serve(opened), self._loop())
        opened.result(TIMEOUT_SECONDS)

    def after_worker_shutdown(self, broker: DramatiqBroker, worker: Worker) -> None:
        """Closes the service. Raises ``TimeoutError`` after ``TIMEOUT_SECONDS``."""
        self._loop().call_soon_threadsafe(self._stop.set)
        self._serving.result(TIMEOUT_SECONDS)

    async def _serve(self, opened: "Future[None]") -> None:
        self._stop = asyncio.Event()
        try:
            async with running(self._container), self._container.relay().running():
                opened.set_result(None)
                await self._stop.wait()
        except CannotStart as wrong:
            opened.set_exception(wrong)

    def _loop(self) -> asyncio.AbstractEventLoop:
        thread = get_event_loop_thread()
        if thread is None:
            raise RuntimeError("Dramatiq has not started the loop that jobs run on")
        return thread.loop


def assemble() -> None:
    """Registers the broker of the settings with Dramatiq, with the middleware that its workers need. Ends the
    process if a setting is wrong."""
    write_in_any_encoding()
    try:
        settings = load_settings()
        if BROKERS.is_volatile(settings.jobs.broker.scheme):
            sys.exit(str(NO_BROKER))
        set_up_logs(settings.operations.log_level, settings.operations.log_format)
        container = Container(settings=settings)
        chosen = container.broker()
    except (WrongSettings, MissingExtra) as wrong:
        sys.exit(str(wrong))
    chosen.dramatiq.add_middleware(LoopMiddleware())
    chosen.dramatiq.add_middleware(ServiceMiddleware(container))
    set_broker(chosen.dramatiq)
