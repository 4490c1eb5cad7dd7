"""What must not stop half-way."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

R = TypeVar("R")


async def run_to_completion(work: Coroutine[Any, Any, R]) -> R:
    """Runs to the end even where the task is cancelled meanwhile; the cancellation is raised after it. A commit or a
    roll-back that is abandoned would leak its connection, or leave open what became of it."""
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError as error:
            cancelled = error
    result = task.result()
    if cancelled is not None:
        raise cancelled
    return result
