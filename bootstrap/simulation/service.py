"""One process of a simulated service: the whole container, with the HTTP application and the worker."""

import asyncio
from collections.abc import Callable, Sequence
from contextvars import Context
from functools import cache

import attrs
from aiohttp import web
from dependency_injector import providers

from adapters.event_sink.memory import MemoryEventSink
from adapters.event_sink.waking import WakingEventSink
from adapters.translator.babel import BabelTranslator
from bootstrap.adapters.mailer import MailerChoice
from bootstrap.adapters.password_hasher import HasherChoice
from bootstrap.containers.container import Container
from bootstrap.lifecycle import running
from bootstrap.settings.settings import Settings
from bootstrap.simulation.clock import SimulatedClock
from bootstrap.simulation.faults import FaultInjector, Link
from bootstrap.simulation.hasher import SimulatedPasswordHasher
from bootstrap.simulation.identity import SeededIds, SeededRandomSource
from bootstrap.simulation.jobs import JobExchange, SimulatedBroker
from bootstrap.simulation.mail import Mailbox, SimulatedMailer
from bootstrap.simulation.polling import QuietWakeup
from bootstrap.simulation.process import SimulatedProcess, enter
from bootstrap.simulation.seeds import stream
from bootstrap.simulation.stores import SharedStores, linked_limiter, linked_sessions, linked_storage
from bootstrap.simulation.wire import Answer, NoAnswer, exchange
from domain.shared_kernel.language import Languages
from entrypoints.worker.background_loop import BackgroundLoop
from entrypoints.worker.seal_loop import SealLoop

Configure = Callable[[Container], None]


def unchanged(_container: Container) -> None:
    """Changes nothing."""


@attrs.frozen(eq=False, kw_only=True)
class Surroundings:
    """All that the processes of a simulation share. ``poll_seconds`` and ``seal_seconds`` are the times between two
    looks of a worker at jobs and at the audit. ``configure`` overrides providers of each container."""

    seed: int
    settings: Settings
    injector: FaultInjector
    stores: SharedStores
    mailbox: Mailbox
    jobs: JobExchange
    poll_seconds: float
    seal_seconds: float
    configure: Configure = unchanged


@attrs.define(eq=False)
class SimulatedService:
    """A running process of the service. ``clock`` may be moved: it is that of this process alone."""

    process: SimulatedProcess
    container: Container
    clock: SimulatedClock
    _server: web.Server | None = None
    _main: "asyncio.Task[None] | None" = None

    async def start(self) -> None:
        """Starts the process and returns when it serves."""
        ready = asyncio.Event()
        context = Context()
        context.run(enter, self.process)
        self._main = asyncio.get_running_loop().create_task(self._run(ready), context=context)
        waiting = asyncio.create_task(ready.wait())
        await asyncio.wait([waiting, self._main], return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if self._main.done():
            await self._main

    async def _run(self, ready: asyncio.Event) -> None:
        runner = self.container.web().entrypoint.runner()
        async with running(self.container), self.container.jobs_in_web().running():
            await runner.setup()
            self._server = runner.server
            self.container.web().readiness.ready = True
            ready.set()
            await asyncio.Event().wait()

    async def answer(self, request: bytes, address: str) -> Answer:
        """Answers a request over a connection of its own. Raises ``NoAnswer`` if the process is dead or becomes so."""
        if self.process.is_dead or self._server is None:
            raise NoAnswer
        return await exchange(self._server, self.process, request, address)


def simulated_service(name: str, shared: Surroundings) -> SimulatedService:
    """Assembles a process; nothing runs yet."""
    process = SimulatedProcess(name)
    link = Link(process, shared.injector)
    clock = SimulatedClock(asyncio.get_running_loop())
    container = Container(settings=shared.settings)
    random = stream(shared.seed, f"process {name}")
    hasher = HasherChoice(SimulatedPasswordHasher(), load=lambda: 0, close=lambda: None)
    broker = SimulatedBroker(shared.jobs, link, container.run_job)
    wakeup = QuietWakeup(shared.stores.database, clock)
    events = WakingEventSink(MemoryEventSink(), wakeup)
    storage = linked_storage(shared.stores, link, events, container.late_subscribers())
    for provider, value in (
        (container.clock, clock),
        (container.ids, SeededIds(random, clock)),
        (container.random, SeededRandomSource(random)),
        (container.translator, _translator(shared.settings.languages.spoken)),
        (container.hasher_choice, hasher),
        (container.wakeup, wakeup),
        (container.events, events),
        (container.database, storage),
        (container.token_store, linked_sessions(shared.stores, link)),
        (container.limiter_choice, linked_limiter(shared.stores, link)),
        (container.mailer_choice, MailerChoice(SimulatedMailer(shared.mailbox, link))),
        (container.broker, broker),
    ):
        provider.override(providers.Object(value))
    shared.configure(container)
    container.relay.override(providers.Object(attrs.evolve(container.relay(), poll_seconds=shared.poll_seconds)))
    container.loops.override(providers.Object(_paced(container.loops(), shared.seal_seconds)))
    return SimulatedService(process, container, clock)


def _paced(loops: Sequence[BackgroundLoop], seconds: float) -> Sequence[BackgroundLoop]:
    return [attrs.evolve(loop, interval_seconds=seconds) if isinstance(loop, SealLoop) else loop for loop in loops]


@cache
def _translator(languages: Languages) -> BabelTranslator:
    """Returns one translator for all processes: nothing changes it."""
    return BabelTranslator(languages=languages)
