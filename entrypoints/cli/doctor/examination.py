import asyncio
from collections.abc import AsyncGenerator, Sequence

import attrs

from application.ports.server_refusal import RefusedByServer, words_of
from domain.shared_kernel.errors import ServiceUnavailableException
from entrypoints.cli.doctor.finding import Check, Finding, Mark

CHECK_TIMEOUT_SECONDS = 5.0
"""Time limit of one check; longer than any timeout of the service."""


@attrs.frozen
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
            return [_failed(check, f"It does not answer within {self.timeout:g} seconds.")]
        except ServiceUnavailableException as failure:
            return [_failed(check, f"It does not answer{_reason(failure.__cause__)}.")]
        except RefusedByServer as refusal:
            return [Finding(check.about, Mark.FAILURE, f"It refuses: {refusal.words}.", refusal.cure)]
        except Exception as failure:
            return [_failed(check, f"It cannot be used: {type(failure).__name__}{_said(failure)}.")]


def _failed(check: Check, detail: str) -> Finding:
    cure = "Is it up, within reach of this machine, and are the address, the name and the password right?"
    return Finding(check.about, Mark.FAILURE, detail, cure)


def _reason(cause: BaseException | None) -> str:
    if isinstance(cause, TimeoutError):
        return " in time"
    return f": {words_of(cause)}" if cause else ""


def _said(failure: Exception) -> str:
    """Returns the first line of an error, unless it could hold a URL with a password."""
    line = str(failure).strip().partition("\n")[0].rstrip(".")
    return f", {line}" if line and "://" not in line else ""
