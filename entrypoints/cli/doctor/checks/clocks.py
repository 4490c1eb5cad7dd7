from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

import attrs

from application.ports.clock import Clock
from domain.shared_kernel.errors import ServiceUnavailableException
from domain.shared_kernel.messages import Message, Sentence, lazy_ngettext
from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.cli.doctor.finding import Finding, Mark

MAX_DIFFERENCE = timedelta(seconds=2)
MINUTES_THRESHOLD = timedelta(minutes=2)
CURE = _("Let both follow the time of the network (NTP): chrony or systemd-timesyncd.")
ONE_CLOCK = _("Everything follows the clock of this machine.")
AGREE = _("This machine and {other} agree to {span}.")
AHEAD = _("This machine is {span} ahead of {other}.")
BEHIND = _("This machine is {span} behind {other}.")
REFUSED_AHEAD = _("This machine is {span} ahead of {other}; tokens are refused from {leeway} on.")
REFUSED_BEHIND = _("This machine is {span} behind {other}; tokens are refused from {leeway} on.")
MILLISECONDS = lazy_ngettext("{number} millisecond", "{number} milliseconds", "number")
SECONDS = lazy_ngettext("{number} second", "{number} seconds", "number")
MINUTES = lazy_ngettext("{number} minute", "{number} minutes", "number")


@attrs.frozen(eq=False, repr=False)
class Clocks:
    """Checks that this machine and the stores agree on the time. ``leeway`` is the difference that tokens tolerate.
    Stores that cannot be reached are left to other checks."""

    clock: Clock
    others: Sequence[tuple[Sentence, Callable[[], Awaitable[datetime]]]]
    leeway: timedelta
    about: str = "clock"

    async def __call__(self) -> Sequence[Finding]:
        """Returns one finding for each store that answers."""
        found = [await self._compare(name, ask) for name, ask in self.others]
        if not self.others:
            return [Finding(self.about, Mark.OK, ONE_CLOCK)]
        return [finding for finding in found if finding]

    async def _compare(self, name: Sentence, ask: Callable[[], Awaitable[datetime]]) -> Finding | None:
        before = self.clock.now()
        try:
            answer = await ask()
        except ServiceUnavailableException:
            return None
        ahead = before + (self.clock.now() - before) / 2 - answer
        return self._finding(name, ahead)

    def _finding(self, name: Sentence, ahead: timedelta) -> Finding:
        apart, is_ahead = abs(ahead), ahead > timedelta()
        facts = {"other": name, "span": _words(apart), "leeway": _words(self.leeway)}
        if apart < MAX_DIFFERENCE:
            return Finding(self.about, Mark.OK, AGREE.bind(facts))
        if apart < self.leeway:
            return Finding(self.about, Mark.WARNING, (AHEAD if is_ahead else BEHIND).bind(facts), CURE)
        return Finding(self.about, Mark.FAILURE, (REFUSED_AHEAD if is_ahead else REFUSED_BEHIND).bind(facts), CURE)


def _words(span: timedelta) -> Message:
    seconds = span.total_seconds()
    if seconds < 1:
        return MILLISECONDS.bind({"number": max(1, round(seconds * 1000))})
    if span < MINUTES_THRESHOLD:
        return SECONDS.bind({"number": round(seconds)})
    return MINUTES.bind({"number": round(seconds / 60)})
