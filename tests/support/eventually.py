import asyncio
from collections.abc import Awaitable, Callable

TIMEOUT_SECONDS = 180.0
GLANCE = 0.01


async def eventually(holds: Callable[[], Awaitable[bool]], *, within: float = TIMEOUT_SECONDS) -> None:
    """Waits for a condition; fails when it does not come true in time."""
    async with asyncio.timeout(within):
        while not await holds():  # noqa: ASYNC110  # what is waited for may be a row
            await asyncio.sleep(GLANCE)
