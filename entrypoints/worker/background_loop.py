"""Loops that work in the background of a process."""

import asyncio
from abc import abstractmethod
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Protocol


class BackgroundLoop(Protocol):
    """Work that goes on for as long as a process runs."""

    @abstractmethod
    def running(self) -> AbstractAsyncContextManager[None]:
        """Works inside the block."""


@asynccontextmanager
async def in_background(work: Callable[[], Coroutine[Any, Any, None]]) -> AsyncIterator[None]:
    """Runs endless work for as long as the block runs."""
    task = asyncio.create_task(work())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait([task])
