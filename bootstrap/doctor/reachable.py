from collections.abc import Awaitable, Callable, Sequence
from time import perf_counter

import attrs

from entrypoints.cli.doctor.finding import Finding, Mark

SLOW = 0.25
"""Seconds: what requests wait for several times over."""


@attrs.frozen
class Reachable:
    """Something outside of the process, and a question that it answers when it is well."""

    about: str
    ask: Callable[[], Awaitable[object]]
    detail: str
    try_out: Callable[[], Awaitable[object]] | None = None
    """Does all that it will be asked, which may take longer than a request, and imports what that needs."""

    async def __call__(self) -> Sequence[Finding]:
        if self.try_out is not None:
            await self.try_out()
        started = perf_counter()
        await self.ask()
        spent = perf_counter() - started
        if spent > SLOW:
            cure = "Every request waits for it: is it far away, or busy?"
            return [Finding(self.about, Mark.WARNING, f"{self.detail}, but took {spent * 1000:.0f} ms to do so.", cure)]
        return [Finding(self.about, Mark.OK, f"{self.detail}.")]
