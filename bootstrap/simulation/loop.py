"""An event loop with virtual time, whose order of tasks is drawn from a seed.

One file although it is long: asyncio asks a loop for all of this, and its parts share the queue and the clock."""

import asyncio
from asyncio import events
from collections import deque
from collections.abc import Callable, Coroutine, Generator, Mapping, MutableSequence
from concurrent.futures import Executor
from contextvars import Context
from functools import partial
from heapq import heapify, heappop, heappush
from itertools import count
from random import Random
from typing import Any, TypeVar, TypeVarTuple, Unpack

from bootstrap.simulation.process import SimulatedProcess, process_of

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
MIN_CANCELLED = 100
"""Cancelled timers below which forgetting them is not worth the work."""
Ready = tuple[asyncio.Handle, SimulatedProcess | None]


class NothingLeftToDo(Exception):
    """Every task waits, and nothing is planned that could wake one of them: a deadlock."""


class SimulatedLoop(asyncio.AbstractEventLoop):
    """Runs one step at a time. Of the tasks that can go on a random one does; plain callbacks keep their order, which
    asyncio promises. Time stands still until nothing can go on, then it jumps to the next timer. Threads are replaced
    by steps: what is handed to an executor runs when its turn comes. There are no sockets, pipes, signals and
    subprocesses: each of their methods raises ``NotImplementedError``.

    One class although it is long: it is the whole of what asyncio asks a loop for."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._now = 0.0
        self._steps: list[Ready] = []
        self._callbacks: deque[Ready] = deque()
        self._timers: list[tuple[float, int, asyncio.TimerHandle, SimulatedProcess | None]] = []
        self._numbers = count()
        self._cancelled_timers = 0
        self._is_running = self._is_stopping = self._is_closed = False
        self.failures: list[Mapping[str, Any]] = []
        """Exceptions that nobody retrieved, as asyncio describes them."""
        self.turns = 0

    # Time

    def time(self) -> float:
        """Returns virtual seconds since the loop was made."""
        return self._now

    def call_later(
        self, delay: float, callback: Callable[[Unpack[Ts]], object], *args: *Ts, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """Plans a callback in virtual time."""
        return self.call_at(self._now + delay, callback, *args, context=context)

    def call_at(
        self, when: float, callback: Callable[[Unpack[Ts]], object], *args: *Ts, context: Context | None = None
    ) -> asyncio.TimerHandle:
        """Plans a callback at a moment of virtual time."""
        handle = asyncio.TimerHandle(when, callback, args, self, context)
        heappush(self._timers, (when, next(self._numbers), handle, process_of(context)))
        return handle

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        """Forgets cancelled timers once they are half of all."""
        self._cancelled_timers += 1
        if self._cancelled_timers > MIN_CANCELLED and self._cancelled_timers * 2 > len(self._timers):
            self._timers = [entry for entry in self._timers if not entry[2].cancelled()]
            heapify(self._timers)
            self._cancelled_timers = 0

    # Callbacks and tasks

    def call_soon(
        self, callback: Callable[[Unpack[Ts]], object], *args: *Ts, context: Context | None = None
    ) -> asyncio.Handle:
        """Plans a callback for one of the next turns."""
        handle = asyncio.Handle(callback, args, self, context)
        is_step = isinstance(getattr(callback, "__self__", None), asyncio.Task)
        self._make_ready((handle, process_of(context)), self._steps if is_step else self._callbacks)
        return handle

    def _make_ready(self, ready: Ready, queue: MutableSequence[Ready]) -> None:
        process = ready[1]
        if process is not None and process.is_stopped:
            process.held.append(partial(self._make_ready, ready, queue))
        else:
            queue.append(ready)

    def call_soon_threadsafe(
        self, callback: Callable[[Unpack[Ts]], object], *args: *Ts, context: Context | None = None
    ) -> asyncio.Handle:
        """Does the same: there are no other threads."""
        return self.call_soon(callback, *args, context=context)

    def create_future(self) -> "asyncio.Future[Any]":
        """Returns a future of this loop."""
        return asyncio.Future(loop=self)

    def create_task(
        self,
        coro: Generator[Any, None, T] | Coroutine[Any, Any, T],
        *,
        name: str | None = None,
        context: Context | None = None,
        **_eager_start: object,
    ) -> "asyncio.Task[T]":
        """Returns a task, which begins at one of the next turns. One whose process is dead is cancelled before."""
        task: asyncio.Task[T] = asyncio.Task(coro, loop=self, name=name, context=context)
        process = process_of(context)
        if process is not None:
            process.own(task)
            if process.is_dead:
                task.cancel()
        return task

    async def run_in_executor(  # type: ignore[override]  # a coroutine is awaited like the future of asyncio
        self, executor: Executor | None, func: Callable[[Unpack[Ts]], T], *args: *Ts
    ) -> T:
        """Runs a function that blocks, at a later turn instead of in a thread."""
        await asyncio.sleep(0)
        return func(*args)

    # Running

    def run_forever(self) -> None:
        """Runs until ``stop``. Raises ``NothingLeftToDo`` if no task could ever go on."""
        events._set_running_loop(self)
        self._is_running = True
        try:
            while not self._is_stopping:
                self._run_once()
        finally:
            self._is_running = self._is_stopping = False
            events._set_running_loop(None)

    def _run_once(self) -> None:
        self.turns += 1
        if not self._steps and not self._callbacks:
            self._pass_time()
        ready, queue = self._drawn()
        handle, process = ready
        if process is not None and process.is_stopped:
            self._make_ready(ready, queue)
        elif not handle.cancelled():
            handle._run()

    def _drawn(self) -> tuple[Ready, MutableSequence[Ready]]:
        """Removes a random step, or the first callback, and returns it with the place that it was in."""
        steps = self._steps
        choices = len(steps) + bool(self._callbacks)
        chosen = self._random.randrange(choices) if choices > 1 else 0
        if chosen == len(steps):
            return self._callbacks.popleft(), self._callbacks
        steps[chosen], steps[-1] = steps[-1], steps[chosen]
        return steps.pop(), steps

    def _pass_time(self) -> None:
        """Jumps to the next timer, and makes all of that moment ready."""
        while not self._callbacks:
            if not self._timers:
                raise NothingLeftToDo
            self._now = max(self._now, self._timers[0][0])
            while self._timers and self._timers[0][0] <= self._now:
                _when, _number, handle, process = heappop(self._timers)
                if not handle.cancelled():
                    self._callbacks.append((handle, process))
                else:
                    self._cancelled_timers -= 1

    def run_until_complete(self, future: Any) -> Any:
        """Runs until the future is done and returns its result."""
        awaited: asyncio.Future[Any] = asyncio.ensure_future(future, loop=self)
        awaited.add_done_callback(self._stop_after)
        try:
            self.run_forever()
        finally:
            awaited.remove_done_callback(self._stop_after)
        return awaited.result()

    def _stop_after(self, _awaited: "asyncio.Future[Any]") -> None:
        self.stop()

    def stop(self) -> None:
        """Ends ``run_forever`` after this turn."""
        self._is_stopping = True

    def is_running(self) -> bool:
        """Returns whether the loop runs."""
        return self._is_running

    def is_closed(self) -> bool:
        """Returns whether the loop was closed."""
        return self._is_closed

    def close(self) -> None:
        """Forgets everything that was planned."""
        self._is_closed = True
        self._steps.clear()
        self._callbacks.clear()
        self._timers.clear()

    async def shutdown_asyncgens(self) -> None:
        """Does nothing: whoever begins a generator closes it."""

    async def shutdown_default_executor(self, timeout: float | None = None) -> None:  # noqa: ASYNC109  # asyncio's name
        """Does nothing: there is none."""

    # Failures

    def call_exception_handler(self, context: Mapping[str, Any]) -> None:
        """Keeps the failure."""
        self.failures.append(context)

    def get_debug(self) -> bool:
        """Returns false."""
        return False

    def set_debug(self, enabled: bool) -> None:
        """Does nothing."""


def run(random: Random, main: Callable[[SimulatedLoop], Coroutine[Any, Any, T]]) -> T:
    """Runs a coroutine on a loop of its own until it ends, and cancels what it left behind."""
    loop = SimulatedLoop(random)  # type: ignore[abstract]  # asyncio itself refuses what is missing
    try:
        result: T = loop.run_until_complete(main(loop))
        return result
    finally:
        _cancel_all(loop)
        loop.close()


def _cancel_all(loop: SimulatedLoop) -> None:
    left = sorted(asyncio.all_tasks(loop), key=lambda task: task.get_name())
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
