import asyncio
from collections.abc import AsyncGenerator, Sequence

import attrs

from application.ports.server_refusal import RefusedByServer, words_of
from domain.shared_kernel.errors import ServiceUnavailableException
from entrypoints.cli.doctor.finding import Check, Finding, Mark

CHECK_TIMEOUT_SECONDS = 5.0
"""Seconds that one check may take: longer than any server is given by the service."""


@attrs.frozen
class Examination:
    """Makes checks side by side, and afterwards those ``alone`` that measure this machine."""

    together: Sequence[Check]
    alone: Sequence[Check] = ()
    timeout: float = CHECK_TIMEOUT_SECONDS

    async def findings(self) -> AsyncGenerator[Finding, None]:
        """In the order of the checks, each as soon as it is there."""
        begun = [asyncio.create_task(self._made(check)) for check in self.together]
        for task in begun:
            for finding in await task:
                yield finding
        for check in self.alone:
            for finding in await check():
                yield finding

    async def _made(self, check: Check) -> Sequence[Finding]:
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
    """Its first line, unless that could hold an address with a password."""
    line = str(failure).strip().partition("\n")[0].rstrip(".")
    return f", {line}" if line and "://" not in line else ""
