import asyncio


class Wakeup:
    """Wakes a loop that waits for work before its waiting time is over."""

    def __init__(self) -> None:
        self._given = asyncio.Event()

    def wake(self) -> None:
        """Ends the current call of ``wait``, or the next one."""
        self._given.set()

    async def wait(self, seconds: float) -> None:
        """Returns after ``wake`` or after ``seconds``."""
        await self.wait_or_wake(seconds)

    async def wait_or_wake(self, seconds: float) -> bool:
        """Returns true after ``wake``, and false after ``seconds``."""
        try:
            async with asyncio.timeout(seconds):
                await self._given.wait()
        except TimeoutError:
            return False
        self._given.clear()
        return True
