import asyncio
from collections.abc import AsyncGenerator, Sequence
from decimal import Decimal

import attrs

from application.ports.server_refusal import RefusedByServer, words_of
from domain.shared_kernel.errors import ServiceUnavailableException
from domain.shared_kernel.messages import Message
from domain.shared_kernel.messages import lazy_gettext as _
from entrypoints.cli.doctor.finding import Check, Finding, Mark

CHECK_TIMEOUT_SECONDS = 5.0
"""Time limit of one check; longer than any timeout of the service."""
SILENT = _("It does not answer within {seconds} seconds.")
LATE = _("It does not answer in time.")
NO_ANSWER = _("It does not answer.")
SAYS = _("It does not answer: {words}.")
REFUSES = _("It refuses: {words}.")
UNUSABLE = _("It cannot be used: {error}.")
REACHABLE = _("Is it up, within reach of this machine, and are the address, the name and the password right?")


@attrs.frozen(eq=False, repr=False)
class Examination:
    """Runs the checks ``together`` concurrently; after them, one by one, those ``alone`` that measure this machine."""

    together: Sequence[Check]
    alone: Sequence[Check] = ()
    timeout: float = CHECK_TIMEOUT_SECONDS

    async def findings(self) -> AsyncGenerator[Finding, None]:
        """Yields the findings in the order of the checks, each as soon as it is there."""
        begun = [asyncio.create_task(self._run(check)) for check in self.together]
        for task in begun:
            for finding in await task:
                yield finding
        for check in self.alone:
            for finding in await check():
                yield finding

    async def _run(self, check: Check) -> Sequence[Finding]:
        try:
            async with asyncio.timeout(self.timeout):
                return await check()
        except TimeoutError:
            return [_failed(check, SILENT.bind({"seconds": Decimal(f"{self.timeout:g}")}))]
        except ServiceUnavailableException as failure:
            return [_failed(check, _unanswered(failure.__cause__))]
        except RefusedByServer as refusal:
            return [Finding(check.about, Mark.FAILURE, REFUSES.bind({"words": refusal.words}), refusal.cure)]
        except Exception as failure:
            return [_failed(check, UNUSABLE.bind({"error": f"{type(failure).__name__}{_said(failure)}"}))]


def _failed(check: Check, detail: Message) -> Finding:
    return Finding(check.about, Mark.FAILURE, detail, REACHABLE)


def _unanswered(cause: BaseException | None) -> Message:
    if isinstance(cause, TimeoutError):
        return LATE
    return SAYS.bind({"words": words_of(cause)}) if cause else NO_ANSWER


def _said(failure: Exception) -> str:
    """Returns the first line of an error, unless it could hold a URL with a password."""
    line = str(failure).strip().partition("\n")[0].rstrip(".")
    return f", {line}" if line and "://" not in line else ""
