"""The faults between the parts of a simulated service, and how often each happens."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random

import attrs

from bootstrap.simulation.process import SimulatedProcess
from domain.shared_kernel.errors import ServiceUnavailableException


@attrs.frozen(kw_only=True)
class Faults:
    """Shares between 0 and 1 of what goes wrong, and longest delays in seconds.

    Stores: a ``refused`` operation has no effect, one with a ``lost_result`` has; both answer that the store is
    unavailable. Messages between clients and the service: a request or an answer is lost, or a request arrives twice.
    Jobs on their way to a worker are lost, or arrive twice. Mails are refused by the mail server, or accepted without
    the sender learning of it."""

    refused: float = 0.0
    lost_result: float = 0.0
    store_seconds: float = 0.05
    request_lost: float = 0.0
    answer_lost: float = 0.0
    request_repeated: float = 0.0
    message_seconds: float = 0.2
    job_lost: float = 0.0
    job_repeated: float = 0.0
    job_seconds: float = 2.0
    mail_refused: float = 0.0
    mail_lost_result: float = 0.0


NO_FAULTS = Faults()
"""Nothing goes wrong, and nothing is quite at the same time."""
FREQUENT_FAULTS = Faults(
    refused=0.01,
    lost_result=0.005,
    request_lost=0.02,
    answer_lost=0.03,
    request_repeated=0.03,
    job_lost=0.1,
    job_repeated=0.1,
    mail_refused=0.1,
    mail_lost_result=0.03,
)
"""Everything goes wrong now and then."""


@attrs.define(eq=False)
class FaultInjector:
    """The faults of this moment, which a scenario changes, and the random numbers that decide about each case."""

    random: Random
    faults: Faults = NO_FAULTS

    def happens(self, share: float) -> bool:
        """Returns whether something happens that does in this share of cases."""
        return share > 0 and self.random.random() < share

    def delay(self, longest: float) -> float:
        """Returns a delay in seconds: short ones are frequent, long ones are rare."""
        return longest * self.random.random() ** 3


@attrs.frozen(eq=False)
class Link:
    """The way from one process to what it shares with the others."""

    process: SimulatedProcess
    injector: FaultInjector

    async def send(self) -> None:
        """Takes the time of an operation's request. Raises ``ServiceUnavailableException`` if it does not arrive."""
        await self._travel()
        if self.injector.happens(self.injector.faults.refused):
            raise ServiceUnavailableException

    async def receive(self) -> None:
        """Takes the time of its result. Raises ``ServiceUnavailableException`` if that does not arrive."""
        await self._travel()
        if self.injector.happens(self.injector.faults.lost_result):
            raise ServiceUnavailableException

    @asynccontextmanager
    async def operation(self) -> AsyncIterator[None]:
        """Sends before the block, and receives after it."""
        await self.send()
        yield
        await self.receive()

    async def _travel(self) -> None:
        """Raises ``CancelledError`` if the process is dead: nothing that it still tries has an effect."""
        self.require_alive()
        await asyncio.sleep(self.injector.delay(self.injector.faults.store_seconds))
        self.require_alive()

    def require_alive(self) -> None:
        """Raises ``CancelledError`` if the process is dead."""
        if self.process.is_dead:
            raise asyncio.CancelledError
