"""Processes of a simulation: groups of tasks that are stopped, continued and killed together."""

import asyncio
from collections import deque
from collections.abc import Callable
from contextvars import Context, ContextVar
from typing import Any

import attrs


@attrs.define(eq=False)
class SimulatedProcess:
    """Tasks that were started inside of a process, and those that they started. While it ``is_stopped`` none of them
    makes a step, as after SIGSTOP; what became due meanwhile is ``held`` until it continues. Once it ``is_dead`` its
    ports refuse everything."""

    name: str
    is_stopped: bool = False
    is_dead: bool = False
    held: deque[Callable[[], None]] = attrs.field(factory=deque, repr=False)
    tasks: dict["asyncio.Task[Any]", None] = attrs.field(factory=dict, repr=False)
    """In the order in which they began: a set would have another order in each run."""

    def stop(self) -> None:
        """Stops all tasks, as SIGSTOP does."""
        self.is_stopped = True

    def resume(self) -> None:
        """Continues all tasks, as SIGCONT does."""
        self.is_stopped = False
        while self.held:
            self.held.popleft()()

    async def kill(self) -> None:
        """Ends all tasks, as SIGKILL does: what they still try has no effect, as every port refuses it."""
        self.is_dead = True
        self.resume()
        tasks = [task for task in self.tasks if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    def own(self, task: "asyncio.Task[Any]") -> None:
        """Adds a task, until it is done."""
        self.tasks[task] = None
        task.add_done_callback(lambda done: self.tasks.pop(done, None))


_CURRENT: ContextVar[SimulatedProcess | None] = ContextVar("simulated_process", default=None)


def enter(process: SimulatedProcess) -> None:
    """Makes the current task, and all that it starts from now on, part of a process."""
    _CURRENT.set(process)


def process_of(context: Context | None) -> SimulatedProcess | None:
    """Returns the process of a context, of the current one for ``None``."""
    return _CURRENT.get() if context is None else context.get(_CURRENT)
