import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import attrs

from application.background import cancel_until_done


@attrs.frozen(eq=False)
class JobsInFlight:
    """The jobs that this process is running."""

    _tasks: set["asyncio.Task[object]"] = attrs.field(factory=set, init=False)

    @contextmanager
    def track(self) -> Iterator[None]:
        """Counts the current task as a job inside the block. Raises ``RuntimeError`` outside of a task."""
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("jobs run in tasks")
        self._tasks.add(task)
        try:
            yield
        finally:
            self._tasks.discard(task)

    async def release(self) -> None:
        """Cancels the jobs that still run, so that they are repeated elsewhere, and returns when they have ended."""
        await cancel_until_done(self._tasks)
