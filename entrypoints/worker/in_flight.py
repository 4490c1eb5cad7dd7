import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import attrs


@attrs.frozen(eq=False)
class JobsInFlight:
    """The jobs that are being done by this process."""

    _tasks: set["asyncio.Task[object]"] = attrs.field(factory=set, init=False)

    @contextmanager
    def one(self) -> Iterator[None]:
        """The present task does one inside."""
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("a job is done by a task")
        self._tasks.add(task)
        try:
            yield
        finally:
            self._tasks.discard(task)

    async def release(self) -> None:
        """Returns when whatever was still being done is given up, for others to do."""
        if unfinished := set(self._tasks):
            for task in unfinished:
                task.cancel()
            await asyncio.wait(unfinished)
