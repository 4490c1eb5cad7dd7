"""A simulated service: several processes over shared stores, their clients, and the time that all live in."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from random import Random

import attrs

from adapters.persistence.memory.database import MemoryDatabase
from adapters.rate_limiter.memory import MemoryRateLimiter
from adapters.token_store.memory import MemoryTokenStore
from application.ports.rate_limiter import RateLimiter
from application.ports.token_store import TokenStore
from application.ports.unit_of_work import ReadWork
from bootstrap.domains.all_settings import parse_settings
from bootstrap.settings.settings import Settings
from bootstrap.simulation.client import Delivery, Observer, SimulatedClient
from bootstrap.simulation.clock import SimulatedClock
from bootstrap.simulation.faults import FaultInjector, Faults
from bootstrap.simulation.jobs import JobExchange
from bootstrap.simulation.mail import Mailbox
from bootstrap.simulation.seeds import stream
from bootstrap.simulation.service import Configure, SimulatedService, Surroundings, simulated_service, unchanged
from bootstrap.simulation.stores import SharedStores

SETTINGS = {
    "database_url": "memory://",
    "token_store_url": "memory://",
    "mail_url": "memory://",
    "secret_key": "for-simulations-alone-0123456789-abcdefghijklmnop",
    "ops_bind": "",
}
POLL_SECONDS, SEAL_SECONDS = 60.0, 900.0


@attrs.frozen(kw_only=True)
class Plan:
    """The parts of a simulation. ``settings`` are named as in ``cortex.toml``; storages are in memory whatever they
    say. ``configure`` overrides providers of each container, and ``stores`` replaces what all share, to try an adapter
    or to plant a bug. ``poll_seconds`` and ``seal_seconds`` are the times between two looks of an idle
    worker at the jobs that are due and at the audit."""

    processes: int = 2
    faults: Faults = attrs.field(factory=Faults)
    settings: dict[str, object] = attrs.field(factory=dict)
    configure: Configure = unchanged
    stores: Callable[[MemoryDatabase, TokenStore, RateLimiter], SharedStores] = SharedStores
    poll_seconds: float = POLL_SECONDS
    seal_seconds: float = SEAL_SECONDS


class LawBroken(AssertionError):
    """A scenario requires something that does not hold."""


class Simulation:
    """Everything that a simulation consists of. What it does depends on the seed and the scenario alone."""

    def __init__(self, seed: int, plan: Plan) -> None:
        self.seed = seed
        self.loop = asyncio.get_running_loop()
        self.clock = SimulatedClock(self.loop)
        self.injector = FaultInjector(stream(seed, "faults"), plan.faults)
        self.mailbox = Mailbox()
        self.jobs = JobExchange(self.injector)
        self.stores = plan.stores(MemoryDatabase(), MemoryTokenStore(self.clock), MemoryRateLimiter(self.clock))
        self.services: list[SimulatedService] = []
        self.observers: list[Observer] = []
        """Functions that are called with each answer of the service, also with those that no client receives."""
        self.journal: list[str] = []
        """Lines of what happened, each with its time: the same in each run of a seed."""
        self.broken: asyncio.Future[None] = self.loop.create_future()
        self._started = 0
        self._choices = stream(seed, "choices of processes")
        self._shared = Surroundings(
            seed=seed,
            settings=_settings({**plan.settings, **SETTINGS}),
            injector=self.injector,
            stores=self.stores,
            mailbox=self.mailbox,
            jobs=self.jobs,
            poll_seconds=plan.poll_seconds,
            seal_seconds=plan.seal_seconds,
            configure=plan.configure,
        )

    def require(self, holds: bool, law: str) -> None:
        """Ends the simulation with ``LawBroken`` unless ``holds``, wherever it is called: also in a job, whose failure
        the service would handle."""
        if not holds:
            self.report(LawBroken(law))
            raise LawBroken(law)

    def report(self, failure: Exception) -> None:
        """Ends the simulation with this failure."""
        if not self.broken.done():
            self.note(f"failed: {failure}")
            self.broken.set_exception(failure)

    def random(self, name: str) -> Random:
        """Returns the stream of random numbers of this name."""
        return stream(self.seed, name)

    def now(self) -> datetime:
        """Returns the virtual instant."""
        return self.clock.now()

    def note(self, line: str) -> None:
        """Adds a line to the journal."""
        self.journal.append(f"{self.now():%Y-%m-%d %H:%M:%S.%f} {line}")

    async def pass_time(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        """Lets virtual time pass; everything that is due meanwhile happens."""
        await asyncio.sleep(((days * 24 + hours) * 60 + minutes) * 60 + seconds)

    async def start(self) -> SimulatedService:
        """Starts another process."""
        self._started += 1
        service = simulated_service(f"{self._started}", self._shared)
        await service.start()
        self.services.append(service)
        self.note(f"process {service.process.name} started")
        return service

    async def kill(self, service: SimulatedService) -> None:
        """Kills a process, as SIGKILL does."""
        self.note(f"process {service.process.name} killed")
        self.services.remove(service)
        await service.process.kill()

    def random_service(self) -> SimulatedService:
        """Returns any of the processes."""
        return self._choices.choice(self.services)

    def observe(self, delivery: Delivery) -> None:
        """Shows a delivery to every observer; what one of them raises ends the simulation."""
        for observer in self.observers:
            try:
                observer(delivery)
            except Exception as failure:
                self.report(failure)
                raise

    @property
    def read(self) -> ReadWork:
        """Opens snapshots of what is stored, without any fault: for laws."""
        from adapters.persistence.memory.unit_of_work import MemoryReadWork

        return MemoryReadWork(self.stores.database)

    def client(self, name: str, *, address: str = "203.0.113.1", platform: str = "customer") -> SimulatedClient:
        """Returns a client of the service at an address."""
        return SimulatedClient(
            self.services, self.observe, self.injector, self.random(f"client {name}"), address, platform
        )


def _settings(given: dict[str, object]) -> Settings:
    settings, wrong = parse_settings(given)
    if wrong:
        raise ValueError(f"wrong settings of a simulation: {', '.join(declaration.name for declaration in wrong)}")
    return settings
