"""Protects commits and roll-backs from cancellation."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

R = TypeVar("R")


async def run_to_completion(work: Coroutine[Any, Any, R]) -> R:
    """Runs a coroutine to completion although its task is cancelled, then raises the cancellation. An abandoned
    commit or roll-back would leak its connection, or leave its outcome unknown."""
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
