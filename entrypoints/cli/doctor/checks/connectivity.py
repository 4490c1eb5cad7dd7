from collections.abc import Awaitable, Callable, Sequence
from time import perf_counter

import attrs

from entrypoints.cli.doctor.finding import Finding, Mark

SLOW_SECONDS = 0.25
"""A request needs several such answers."""


@attrs.frozen
class Connectivity:
    """Checks that a server answers ``ask``, and in time."""

    about: str
    ask: Callable[[], Awaitable[object]]
    detail: str
    check_server: Callable[[], Awaitable[object]] | None = None
    """Tries every feature that the service uses, which may take longer than a request, and imports what they need."""

    async def __call__(self) -> Sequence[Finding]:
        """Returns one finding. Raises what the server raises; ``Examination`` makes that a failure."""
        if self.check_server is not None:
            await self.check_server()
        started = perf_counter()
        await self.ask()
        spent = perf_counter() - started
        if spent > SLOW_SECONDS:
            cure = "Every request waits for it: is it far away, or busy?"
            return [Finding(self.about, Mark.WARNING, f"{self.detail}, but took {spent * 1000:.0f} ms to do so.", cure)]
        return [Finding(self.about, Mark.OK, f"{self.detail}.")]
