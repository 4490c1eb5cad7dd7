"""Joins what callers ask for at the same moment into one round trip."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Generic, TypeVar

import attrs

from adapters.deadlines.deadline import Deadline
from domain.shared_kernel.errors import ServiceUnavailableException

MAX_ITEMS = 256
"""Items of one round trip, which bounds how long the server and the event loop work on it."""

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


@attrs.define(eq=False)
class Waiting(Generic[ItemT, ResultT]):
    """An item whose result somebody waits for until ``deadline``, by the clock of the event loop."""

    item: ItemT
    future: "asyncio.Future[ResultT]"
    deadline: float


class Batcher(Generic[ItemT, ResultT]):
    """Collects items while a round trip is under way, and sends them all with the next one.

    ``run`` takes the items of a round trip and returns their results in the same order; it must end by itself if the
    server does not answer. It sees no item that was submitted after it began, so that a result is never older than its
    question. An exception of ``run`` is raised to every caller of that round trip. A caller waits at most ``timeout``
    seconds, and a ``Deadline`` says how a held event loop counts; then it gets ``ServiceUnavailableException``,
    whatever becomes of the others. One that is cancelled cancels nobody else.
    """

    def __init__(
        self,
        run: Callable[[Sequence[ItemT]], Awaitable[Sequence[ResultT]]],
        *,
        timeout: float,
        max_items: int = MAX_ITEMS,
    ) -> None:
        self._run = run
        self._timeout = timeout
        self._max_items = max_items
        self._waiting: deque[Waiting[ItemT, ResultT]] = deque()
        self._sent: deque[Waiting[ItemT, ResultT]] = deque()
        self._round_trip: asyncio.Task[None] | None = None
        self._timer: Deadline | None = None

    def submit(self, item: ItemT) -> "asyncio.Future[ResultT]":
        """Returns the future of the item's result. It is sent by the next round trip, whether anybody awaits it or
        not, unless it is cancelled before."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[ResultT] = loop.create_future()
        deadline = loop.time() + self._timeout
        self._waiting.append(Waiting(item, future, deadline))
        if self._round_trip is None:
            self._round_trip = loop.create_task(self._run_all())
        if self._timer is None:
            self._timer = Deadline(deadline, self._timeout, self._expire)
        return future

    async def _run_all(self) -> None:
        """Runs round trips for as long as anything waits. The task begins at the next turn of the event loop, with what
        was submitted in this one."""
        try:
            while self._waiting:
                await self._run_one()
        finally:
            self._round_trip = None

    async def _run_one(self) -> None:
        while self._waiting and len(self._sent) < self._max_items:
            entry = self._waiting.popleft()
            if not entry.future.done():
                self._sent.append(entry)
        sent = list(self._sent)
        try:
            if sent:
                self._settle(sent, await self._run([entry.item for entry in sent]))
        except asyncio.CancelledError:
            self._fail(sent, ServiceUnavailableException())
            raise
        except Exception as error:  # each caller is to have it
            self._fail(sent, error)
        finally:
            self._sent.clear()

    def _settle(self, sent: Sequence[Waiting[ItemT, ResultT]], results: Sequence[ResultT]) -> None:
        for entry, result in zip(sent, results, strict=True):
            if not entry.future.done():
                entry.future.set_result(result)

    def _fail(self, sent: Iterable[Waiting[ItemT, ResultT]], error: Exception) -> None:
        for entry in sent:
            if not entry.future.done():
                entry.future.set_exception(error)

    def _expire(self) -> None:
        """Fails the callers whose time is over, and waits for the next deadline. Entries are in the order of their
        deadlines, those that were sent first."""
        self._timer = None
        loop = asyncio.get_running_loop()
        for entry in (*self._sent, *self._waiting):
            if entry.future.done():
                continue
            if entry.deadline > loop.time():
                self._timer = Deadline(entry.deadline, self._timeout, self._expire)
                return
            entry.future.set_exception(ServiceUnavailableException())

    async def close(self) -> None:
        """Cancels the round trip under way; whoever waits gets ``ServiceUnavailableException``."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._round_trip is not None:
            self._round_trip.cancel()
            await asyncio.wait([self._round_trip])
            self._round_trip = None  # a task that had not begun did not do so itself
        self._fail(self._waiting, ServiceUnavailableException())
        self._waiting.clear()
