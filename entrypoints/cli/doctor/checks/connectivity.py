from collections.abc import Awaitable, Callable, Sequence
from time import perf_counter

import attrs

from domain.shared_kernel.messages import Message, Sentence
from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.cli.doctor.finding import Finding, Mark

SLOW_SECONDS = 0.25
"""A request needs several such answers."""
SLOW = _("{server} answers, but took {milliseconds} ms to do so.")
SLOW_CURE = _("Every request waits for it: is it far away, or busy?")


@attrs.frozen(eq=False, repr=False)
class Connectivity:
    """Checks that a server answers ``ask``, and in time. ``server`` is its name, ``detail`` says what it does."""

    about: str
    ask: Callable[[], Awaitable[object]]
    server: Sentence
    detail: Message
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
            slow = SLOW.bind({"server": self.server, "milliseconds": round(spent * 1000)})
            return [Finding(self.about, Mark.WARNING, slow, SLOW_CURE)]
        return [Finding(self.about, Mark.OK, self.detail.bind({"server": self.server}))]
