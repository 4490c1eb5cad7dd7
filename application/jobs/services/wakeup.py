import asyncio


class Wakeup:
    """Wakes whoever waits for work, before their patience ends."""

    def __init__(self) -> None:
        self._given = asyncio.Event()

    def give(self) -> None:
        self._given.set()

    async def wait(self, seconds: float) -> None:
        """Until somebody nudges, or for this long."""
        try:
            async with asyncio.timeout(seconds):
                await self._given.wait()
        except TimeoutError:
            return
        self._given.clear()
