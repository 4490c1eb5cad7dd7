"""Clients of a simulated service, and the network between them and it."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import count
from random import Random

import attrs

from bootstrap.simulation.faults import FaultInjector
from bootstrap.simulation.service import SimulatedService
from bootstrap.simulation.wire import Answer, NoAnswer, request_bytes


@attrs.frozen(kw_only=True)
class Delivery:
    """A request that reached the service. ``answer`` is ``None`` when it has just begun, and what the service answered
    when it has ended; if its process died it has no end. ``begun`` and ``ended`` are seconds of virtual time."""

    number: int

    method: str
    path: str
    body: object = attrs.field(repr=False)
    token: str | None = attrs.field(repr=False)
    begun: float
    ended: float | None = None
    answer: Answer | None = None


Observer = Callable[[Delivery], None]
"""Is called when a delivery begins, and when it ends. What it raises is raised by the request."""
_numbers = count()


@attrs.frozen(eq=False)
class SimulatedClient:
    """A client that sends each request to any of the processes, over a network that loses and repeats them."""

    services: Sequence[SimulatedService]
    observe: Observer
    injector: FaultInjector
    random: Random
    address: str
    platform: str
    _repeating: dict["asyncio.Task[None]", None] = attrs.field(factory=dict, init=False)

    async def ask(self, method: str, path: str, body: object = None, *, token: str | None = None) -> Answer:
        """Sends a request and returns its answer. Raises ``NoAnswer`` if either is lost."""
        faults = self.injector.faults
        if self.injector.happens(faults.request_lost):
            raise NoAnswer
        if self.injector.happens(faults.request_repeated):
            repeating = asyncio.create_task(self._repeat(method, path, body, token))
            self._repeating[repeating] = None
            repeating.add_done_callback(lambda done: self._repeating.pop(done, None))
        answer = await self._deliver(method, path, body, token)
        if self.injector.happens(faults.answer_lost):
            raise NoAnswer
        return answer

    async def _repeat(self, method: str, path: str, body: object, token: str | None) -> None:
        with suppress(NoAnswer):
            await self._deliver(method, path, body, token)

    async def _deliver(self, method: str, path: str, body: object, token: str | None) -> Answer:
        loop = asyncio.get_running_loop()
        request = request_bytes(method, path, self._headers(token), body)
        await self._travel()
        if not self.services:
            raise NoAnswer
        number, begun = next(_numbers), loop.time()
        delivery = Delivery(number=number, method=method, path=path, body=body, token=token, begun=begun)
        self.observe(delivery)
        answer = await self.random.choice(self.services).answer(request, self.address)
        self.observe(attrs.evolve(delivery, ended=loop.time(), answer=answer))
        await self._travel()
        return answer

    async def _travel(self) -> None:
        await asyncio.sleep(self.injector.delay(self.injector.faults.message_seconds))

    def _headers(self, token: str | None) -> dict[str, str]:
        headers = {"X-Source": self.platform, "X-Request-ID": f"{self.random.getrandbits(128):032x}"}
        return headers if token is None else {**headers, "Authorization": f"Bearer {token}"}
