import asyncio

import attrs


@attrs.define(eq=False)
class LoopLag:
    """Measures by how many ``seconds`` the event loop resumes later than it should."""

    seconds: float = 0.0

    async def sleep(self, seconds: float) -> None:
        """Sleeps, and measures the delay."""
        loop = asyncio.get_running_loop()
        due = loop.time() + seconds
        await asyncio.sleep(seconds)
        self.seconds = max(0.0, loop.time() - due)

    def read(self) -> float:
        """Returns the last measured delay in seconds."""
        return self.seconds
