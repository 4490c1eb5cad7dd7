import asyncio

import attrs


@attrs.define(eq=False)
class LoopLag:
    """How much later than it should the event loop comes back: what everybody waits for in addition."""

    seconds: float = 0.0

    async def sleep(self, seconds: float) -> None:
        """Measures by the way."""
        loop = asyncio.get_running_loop()
        due = loop.time() + seconds
        await asyncio.sleep(seconds)
        self.seconds = max(0.0, loop.time() - due)

    def read(self) -> float:
        return self.seconds
