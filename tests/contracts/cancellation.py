"""Cancelling at every place where a task can be cancelled."""

import asyncio
import types
from collections.abc import Coroutine, Generator
from functools import partial
from itertools import count
from typing import Any


@types.coroutine
def cancelled_at(step: int, work: Coroutine[Any, Any, None]) -> Generator[Any, Any, bool]:
    """Runs ``work`` in this task, which is cancelled the moment it waits for the time ``step``; ``False`` when it never
    waits that often."""
    waiting = work.__await__()
    resume = partial(waiting.send, None)
    for waited in count():
        try:
            awaited = resume()
        except StopIteration:
            return waited > step
        if waited == step:
            task = asyncio.current_task()
            assert task is not None
            task.cancel()
        try:
            yield awaited
            resume = partial(waiting.send, None)
        except BaseException as error:  # the cancellation is handed on to ``work``
            resume = partial(waiting.throw, error)
    raise AssertionError


async def at_every_step(make_work: Any) -> int:
    """Cancels fresh work at its first wait, then at its second, and so on until it gets through; how often that was."""
    for step in count():
        task = asyncio.create_task(_interrupted(step, make_work()))
        (result,) = await asyncio.gather(task, return_exceptions=True)
        if result is False:
            return step
        assert isinstance(result, asyncio.CancelledError), result
    raise AssertionError


async def _interrupted(step: int, work: Coroutine[Any, Any, None]) -> bool:
    return await cancelled_at(step, work)
