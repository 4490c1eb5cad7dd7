from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta

import attrs

from application.ports.clock import Clock
from domain.shared_kernel.errors import ServiceUnavailableException
from entrypoints.cli.doctor.finding import Finding, Mark

MAX_DIFFERENCE = timedelta(seconds=2)
MINUTES_THRESHOLD = timedelta(minutes=2)
CURE = "Let both follow the time of the network (NTP): chrony or systemd-timesyncd."


@attrs.frozen
class Clocks:
    """Checks that this machine and the stores agree on the time. ``leeway`` is the difference that tokens tolerate.
    Stores that cannot be reached are left to other checks."""

    clock: Clock
    others: Mapping[str, Callable[[], Awaitable[datetime]]]
    leeway: timedelta
    about: str = "clock"

    async def __call__(self) -> Sequence[Finding]:
        """Returns one finding for each store that answers."""
        found = [await self._compare(name, ask) for name, ask in self.others.items()]
        if not self.others:
            return [Finding(self.about, Mark.OK, "Everything follows the clock of this machine.")]
        return [finding for finding in found if finding]

    async def _compare(self, name: str, ask: Callable[[], Awaitable[datetime]]) -> Finding | None:
        before = self.clock.now()
        try:
            answer = await ask()
        except ServiceUnavailableException:
            return None
        ahead = before + (self.clock.now() - before) / 2 - answer
        return self._finding(name, ahead)

    def _finding(self, name: str, ahead: timedelta) -> Finding:
        apart = abs(ahead)
        if apart < MAX_DIFFERENCE:
            return Finding(self.about, Mark.OK, f"This machine and {name} agree to {_words(apart)}.")
        way = "ahead of" if ahead > timedelta() else "behind"
        detail = f"This machine is {_words(apart)} {way} {name}"
        if apart < self.leeway:
            return Finding(self.about, Mark.WARNING, f"{detail}.", CURE)
        refused = f"; tokens are refused from {self.leeway.seconds} seconds on."
        return Finding(self.about, Mark.FAILURE, detail + refused, CURE)


def _words(span: timedelta) -> str:
    seconds = span.total_seconds()
    if seconds < 1:
        return f"{max(1, round(seconds * 1000))} ms"
    return f"{seconds:.0f} seconds" if span < MINUTES_THRESHOLD else f"{seconds / 60:.0f} minutes"
