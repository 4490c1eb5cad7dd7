"""Endless work beside a block of code."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import asynccontextmanager
from typing import Any

CANCEL_AGAIN_SECONDS = 1.0
"""Seconds after which a task that goes on in spite of its cancellation is cancelled once more."""


@asynccontextmanager
async def in_background(work: Callable[[], Coroutine[Any, Any, None]]) -> AsyncIterator[None]:
    """Runs endless work for as long as the block runs."""
    task = asyncio.create_task(work())
    try:
        yield
    finally:
        await cancel_until_done([task])


async def cancel_until_done(tasks: Iterable["asyncio.Task[Any]"]) -> None:
    """Cancels tasks and returns when all have ended, whatever their outcome. One cancellation may be lost: on Python
    3.11 ``asyncio.wait_for`` drops one that comes together with the result (python/cpython#86296)."""
    left = set(tasks)
    while left:
        for task in left:
            task.cancel()
        _, left = await asyncio.wait(left, timeout=CANCEL_AGAIN_SECONDS)
